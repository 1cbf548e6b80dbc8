namespace Platica.Flows.Tests.FlowJson;

public sealed class FlowComponentRuleTests
{
    private const string Footer = """{ "type": "Footer", "label": "x", "on-click-action": { "name": "complete", "payload": {} } }""";
    private const string Text = """{ "type": "TextBody", "text": "x" }""";
    private const string Image = """{ "type": "Image", "src": "x" }""";

    [Theory]
    [InlineData("7.1", Footer, "")]
    [InlineData("7.1", Footer + "," + Footer, "too-many-components")]
    [InlineData("7.1", """{ "type": "If", "condition": "true", "then": [""" + Footer + """], "else": [""" + Footer + "] }", "")]
    [InlineData("7.1", """{ "type": "If", "condition": "true", "then": [""" + Footer + """], "else": [""" + Text + "] }", "footer-not-in-all-branches")]
    [InlineData("7.1", """{ "type": "If", "condition": "true", "then": [""" + Footer + "] }", "footer-not-in-all-branches")]
    [InlineData("7.1", """{ "type": "Switch", "value": "x", "cases": { "a": [""" + Footer + """], "b": [""" + Footer + "] } }", "")]
    [InlineData("7.1", """{ "type": "Switch", "value": "x", "cases": { "a": [""" + Footer + """], "b": [] } }""", "footer-not-in-all-branches")]
    [InlineData("7.1", Image + "," + Image + "," + Image + "," + Footer, "")]
    [InlineData("7.1", Image + "," + Image + "," + Image + "," + Image + "," + Footer, "too-many-components")]
    [InlineData("3.1", """{ "type": "TextInput", "name": "a" },""" + Footer, "outside-form")]
    [InlineData("4.0", """{ "type": "TextInput", "name": "a" },""" + Footer, "")]
    [InlineData("3.1", """{ "type": "Form", "name": "f", "children": [{ "type": "TextInput", "name": "a" },""" + Footer + "] }", "")]
    [InlineData("4.0", """{ "type": "Form", "name": "f", "children": [] }, { "type": "TextInput", "name": "a" },""" + Footer, "outside-form")]
    [InlineData("7.1", """{ "type": "If", "condition": "true", "then": [{ "type": "TextInput", "name": "a" }], "else": [{ "type": "OptIn", "name": "b" }] },""" + Footer, "")]
    [InlineData("7.1", """{ "type": "If", "condition": "true", "then": [{ "type": "TextInput", "name": "a" }], "else": [{ "type": "OptIn", "name": "a" }] },""" + Footer, "duplicate-component-name")]
    [InlineData("7.1", """{ "type": "Switch", "value": "x", "cases": { "a": [{ "type": "OptIn", "name": "a" }], "b": [{ "type": "OptIn", "name": "a" }] } },""" + Footer, "duplicate-component-name")]
    [InlineData("7.1", """{ "type": "If", "then": [""" + Text + "] }," + Footer, "missing-condition")]
    [InlineData("7.1", """{ "type": "If", "condition": " ", "then": [""" + Text + "] }," + Footer, "missing-condition")]
    [InlineData("7.1", """{ "type": "If", "condition": "true", "then": [] },""" + Footer, "empty-then")]
    [InlineData("7.1", """{ "type": "If", "condition": "true", "else": [""" + Text + "] }," + Footer, "empty-then")]
    [InlineData("7.1", """{ "type": "CheckboxGroup", "name": "a", "min-selected-items": 3, "max-selected-items": 2 },""" + Footer, "min-over-max")]
    [InlineData("7.1", """{ "type": "CheckboxGroup", "name": "a", "min-selected-items": 2, "max-selected-items": 2 },""" + Footer, "")]
    [InlineData("7.1", """{ "type": "TextInput", "name": "a", "min-chars": 10, "max-chars": 9 },""" + Footer, "min-over-max")]
    [InlineData("7.1", """{ "type": "TextInput", "name": "a", "min-chars": 10, "max-chars": "9" },""" + Footer, "")]
    [InlineData("7.1", """{ "type": "Form", "name": "f", "init-values": { "a": "x" }, "children": [{ "type": "PhotoPicker", "name": "a" },""" + Footer + "] }", "media-in-init-values")]
    [InlineData("7.1", """{ "type": "Form", "name": "f", "init-values": { "b": "x" }, "children": [{ "type": "PhotoPicker", "name": "a" }, { "type": "TextInput", "name": "b" },""" + Footer + "] }", "")]
    [InlineData("7.1", """{ "type": "If", "condition": "true", "then": [{ "type": "TextInput", "name": "a" }] }, { "type": "OptIn", "name": "a" },""" + Footer, "duplicate-component-name")]
    [InlineData("7.1", """{ "type": "OptIn", "name": "a", "on-click-action": { "name": "open_url", "url": "https://x.invalid" } },""" + Footer, "")]
    [InlineData("5.1", """{ "type": "OptIn", "name": "a", "on-click-action": { "name": "open_url", "url": "https://x.invalid" } },""" + Footer, "unsupported-action")]
    [InlineData("7.1", """{ "type": "TextInput", "name": "" },""" + Footer, "missing-component-name")]
    public void Problems_judges_the_components_of_a_screen(string version, string children, string codes)
    {
        var problems = FlowSample.Parse(
            $$"""
            { "version": "{{version}}", "screens": [
              { "id": "ONLY", "terminal": true, "layout": { "type": "SingleColumnLayout", "children": [{{children}}] } }
            ] }
            """).Problems;

        Assert.Equal(codes.Split(' ', StringSplitOptions.RemoveEmptyEntries), problems.Select(problem => problem.Code).Distinct());
    }

    [Theory]
    [InlineData(49, false)]
    [InlineData(50, true)]
    public void More_than_50_components_are_worth_a_warning(int texts, bool warned)
    {
        var children = string.Join(',', Enumerable.Repeat(Text, texts).Append(Footer));

        var problems = FlowSample.Parse(
            $$"""
            { "version": "7.1", "screens": [
              { "id": "ONLY", "terminal": true, "layout": { "type": "SingleColumnLayout", "children": [{{children}}] } }
            ] }
            """).Problems;

        Assert.Equal(warned ? [("too-many-components", false)] : [], problems.Select(problem => (problem.Code, problem.IsError)));
    }

    [Theory]
    [InlineData("TextInput", "string", "")]
    [InlineData("TextInput", "number", "wrong-data-type")]
    [InlineData("OptIn", "boolean", "")]
    [InlineData("OptIn", "string", "wrong-data-type")]
    [InlineData("CheckboxGroup", "array", "")]
    [InlineData("CheckboxGroup", "string", "wrong-data-type")]
    [InlineData("PhotoPicker", "array", "media-in-navigate")]
    [InlineData("DocumentPicker", "array", "media-in-navigate")]
    [InlineData("Hologram", "string", "unknown-component")]
    public void Navigate_passes_what_a_component_holds(string component, string declared, string codes)
    {
        var example = declared switch { "string" => "\"x\"", "number" => "1", "boolean" => "true", _ => "[]" };
        var problems = FlowSample.Parse(
            $$"""
            { "version": "7.1", "screens": [
              { "id": "ONE", "layout": { "type": "SingleColumnLayout", "children": [
                { "type": "{{component}}", "name": "a" },
                { "type": "Footer", "on-click-action": { "name": "navigate", "next": { "name": "TWO" }, "payload": { "value": "${form.a}" } } }
              ] } },
              { "id": "TWO", "terminal": true, "data": { "value": { "type": "{{declared}}", "items": true, "__example__": {{example}} } },
                "layout": { "type": "SingleColumnLayout", "children": [{ "type": "TextBody", "text": "`'' ${data.value}`" }, {{Footer}}] } }
            ] }
            """).Problems;

        Assert.Equal(codes.Split(' ', StringSplitOptions.RemoveEmptyEntries), problems.Select(problem => problem.Code));
    }
}
