using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Platica.Flows.Binding;

/// <summary>
/// How forms are read: <c>selected_product</c> is <c>SelectedProduct</c>, numbers may come as text, the values of an enum come by name
/// (<c>bank_transfer</c> is <c>BankTransfer</c>), and what cannot be null must be there.
/// </summary>
internal static class FormContract
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        PropertyNameCaseInsensitive = true,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { RequireWhatCannotBeNull } },
    };

    /// <summary>The contract of a form's type.</summary>
    public static JsonTypeInfo<TForm> Of<TForm>() => (JsonTypeInfo<TForm>)Options.GetTypeInfo(typeof(TForm));

    private static void RequireWhatCannotBeNull(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.AssociatedParameter is { IsNullable: false, HasDefaultValue: false })
            {
                property.IsRequired = true;
            }
        }
    }
}
