using System.Text.Encodings.Web;
using System.Text.Json;

namespace Samovar.Cli.Commands;

/// <summary>JSON as every command prints it: camel case, indented, line feeds, letters unescaped.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions Strict = new(Format) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    /// <summary>A value as JSON.</summary>
    internal static string Of<T>(T value) => JsonSerializer.Serialize(value, Format);

    /// <summary>A text as a JSON string, safe also inside pages.</summary>
    internal static string Quoted(string text) => JsonSerializer.Serialize(text);

    /// <summary>Reads what <see cref="Of"/> wrote.</summary>
    /// <exception cref="JsonException">The text has another shape.</exception>
    internal static T Parse<T>(string text) => JsonSerializer.Deserialize<T>(text, Strict) ?? throw new JsonException("It is empty.");
}
