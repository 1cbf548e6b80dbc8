using System.Text;
using Platica.Flows.FlowJson;

namespace Platica.Flows.Tests.FlowJson;

/// <summary>Two small Flows without a problem, to be broken in one place each.</summary>
internal static class FlowSample
{
    /// <summary>In an edit, stands where the problem must be told.</summary>
    public const char Place = '»';

    /// <summary>A server answers it: HOME, then PRICE, which ends it.</summary>
    public const string Endpoint =
        """
        {
          "version": "7.1",
          "data_api_version": "3.0",
          "routing_model": { "HOME": ["PRICE"], "PRICE": [] },
          "screens": [
            {
              "id": "HOME",
              "title": "Inicio",
              "data": {
                "products": {
                  "type": "array",
                  "items": { "type": "object", "properties": { "id": { "type": "string" }, "title": { "type": "string" } } },
                  "__example__": [{ "id": "p1", "title": "Uno" }]
                }
              },
              "layout": {
                "type": "SingleColumnLayout",
                "children": [
                  { "type": "Dropdown", "name": "product", "label": "Producto", "data-source": "${data.products}" },
                  { "type": "Footer", "label": "Seguir", "on-click-action": { "name": "data_exchange", "payload": { "product": "${form.product}" } } }
                ]
              }
            },
            {
              "id": "PRICE",
              "terminal": true,
              "data": { "price": { "type": "string", "__example__": "$ 1" }, "total": { "type": "number", "__example__": 1 } },
              "layout": {
                "type": "SingleColumnLayout",
                "children": [
                  { "type": "TextBody", "text": "`${data.price} ' ' ${data.total}`" },
                  { "type": "Footer", "label": "Listo", "on-click-action": { "name": "complete", "payload": {} } }
                ]
              }
            }
          ]
        }
        """;

    /// <summary>No server: FIRST navigates to LAST.</summary>
    public const string Static =
        """
        {
          "version": "7.1",
          "screens": [
            {
              "id": "FIRST",
              "layout": {
                "type": "SingleColumnLayout",
                "children": [
                  { "type": "TextInput", "name": "name", "label": "Nombre" },
                  { "type": "OptIn", "name": "terms", "label": "Acepto" },
                  {
                    "type": "Footer",
                    "label": "Seguir",
                    "on-click-action": {
                      "name": "navigate",
                      "next": { "type": "screen", "name": "LAST" },
                      "payload": { "name": "${form.name}", "accepted": "${form.terms}" }
                    }
                  }
                ]
              }
            },
            {
              "id": "LAST",
              "terminal": true,
              "data": { "name": { "type": "string", "__example__": "Ana" }, "accepted": { "type": "boolean", "__example__": true } },
              "layout": {
                "type": "SingleColumnLayout",
                "children": [
                  { "type": "TextBody", "text": "`'Hola ' ${data.name}`", "visible": "${data.accepted}" },
                  { "type": "Footer", "label": "Listo", "on-click-action": { "name": "complete", "payload": { "name": "${screen.FIRST.form.name}" } } }
                ]
              }
            }
          ]
        }
        """;

    public static FlowDocument Parse(string json) => FlowDocument.Parse(Encoding.UTF8.GetBytes(json));

    /// <summary>The sample with one text replaced, which must be there once.</summary>
    public static string Edit(string sample, string old, string replacement)
    {
        Assert.Equal(2, sample.Split(old).Length);
        return sample.Replace(old, replacement, StringComparison.Ordinal);
    }

    /// <summary>The JSON without its mark, and the line and column that it marked; the first without a mark.</summary>
    public static (string Json, int Line, int Column) Unmark(string marked)
    {
        var before = marked[..Math.Max(0, marked.IndexOf(Place, StringComparison.Ordinal))];
        var json = marked.Replace(Place.ToString(), "", StringComparison.Ordinal);
        return (json, before.Count(character => character == '\n') + 1, before.Length - before.LastIndexOf('\n'));
    }
}
