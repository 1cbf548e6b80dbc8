using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Generated;

/// <summary>What screen ODD_names shows.</summary>
/// <param name="MainContent">The key main-content.</param>
/// <param name="Field1st">The key 1st.</param>
/// <param name="AB">The key a_b.</param>
/// <param name="AB2">The key aB.</param>
/// <param name="Quote">The key quote&quot;\.</param>
public sealed record OddNamesData(
    [property: JsonPropertyName("main-content")] OddNamesMainContent MainContent,
    [property: JsonPropertyName("1st")] string Field1st,
    [property: JsonPropertyName("a_b")] bool AB,
    [property: JsonPropertyName("aB")] JsonElement AB2,
    [property: JsonPropertyName("quote\u0022\\")] JsonElement Quote);

/// <summary>What main-content holds.</summary>
/// <param name="Clone2">The key clone.</param>
/// <param name="ToString2">The key to_string.</param>
/// <param name="Inner">The key inner.</param>
/// <param name="Matrix">The key matrix.</param>
public sealed record OddNamesMainContent(
    [property: JsonPropertyName("clone")] long Clone2,
    [property: JsonPropertyName("to_string")] string ToString2,
    [property: JsonPropertyName("inner")] OddNamesMainContentInner Inner,
    [property: JsonPropertyName("matrix")] IReadOnlyList<IReadOnlyList<decimal>> Matrix);

/// <summary>What inner holds.</summary>
/// <param name="Año">The key año.</param>
public sealed record OddNamesMainContentInner(
    [property: JsonPropertyName("a\u00F1o")] decimal Año);

/// <summary>What screen ODD_names sends.</summary>
/// <param name="Age">TextInput “Edad &lt;años&gt; &amp; &quot;más&quot;”.</param>
/// <param name="Tags">CheckboxGroup “Etiquetas”.</param>
/// <param name="Photo">PhotoPicker “Foto”.</param>
/// <param name="Why">TextArea “¿Por qué?”.</param>
/// <param name="Sum">The key sum.</param>
/// <param name="Fixed">The key fixed.</param>
/// <param name="Flag">The key flag.</param>
/// <param name="Shown">What ${data.1st} shows.</param>
/// <param name="Whole">What ${data.main-content} shows.</param>
public sealed record OddNamesForm(
    [property: JsonPropertyName("age")] decimal Age,
    [property: JsonPropertyName("tags")] IReadOnlyList<string> Tags,
    [property: JsonPropertyName("photo")] JsonElement? Photo,
    [property: JsonPropertyName("why")] string? Why,
    [property: JsonPropertyName("sum")] JsonElement Sum,
    [property: JsonPropertyName("fixed")] decimal Fixed,
    [property: JsonPropertyName("flag")] bool Flag,
    [property: JsonPropertyName("shown")] string Shown,
    [property: JsonPropertyName("whole")] OddNamesFormWhole Whole);

/// <summary>What whole holds.</summary>
/// <param name="Clone2">The key clone.</param>
/// <param name="ToString2">The key to_string.</param>
/// <param name="Inner">The key inner.</param>
/// <param name="Matrix">The key matrix.</param>
public sealed record OddNamesFormWhole(
    [property: JsonPropertyName("clone")] long Clone2,
    [property: JsonPropertyName("to_string")] string ToString2,
    [property: JsonPropertyName("inner")] OddNamesFormWholeInner Inner,
    [property: JsonPropertyName("matrix")] IReadOnlyList<IReadOnlyList<decimal>> Matrix);

/// <summary>What inner holds.</summary>
/// <param name="Año">The key año.</param>
public sealed record OddNamesFormWholeInner(
    [property: JsonPropertyName("a\u00F1o")] decimal Año);
