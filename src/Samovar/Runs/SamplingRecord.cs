using System.Text.Json;
using System.Text.Json.Serialization;

namespace Samovar.Runs;

/// <summary>The content of sampling.json: what draws cost, and what their maker had to say about them.</summary>
/// <param name="Cost">Target evaluations spent on the draws, warm-up included.</param>
/// <param name="Seconds">Wall seconds spent.</param>
public sealed record SamplingRecord(EvaluationCost Cost, double Seconds)
{
    // A diagnostic may be infinite or not a number, and that is news: it is written as text.
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>ln ∫ of the density, where the method estimated it.</summary>
    public LogNormalizerEstimate? LogNormalizer { get; init; }

    /// <summary>Numbers about the sampling.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>What the method itself found, with advice.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>What was measured along an axis.</summary>
    public IReadOnlyList<Curve> Curves { get; init; } = [];

    /// <summary>The record as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Format) + "\n";

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="text">The JSON.</param>
    /// <param name="name">What to call the source in messages, such as its path.</param>
    /// <exception cref="InvalidDataException">The text is no such record; the message says where.</exception>
    public static SamplingRecord Parse(string text, string name)
    {
        try
        {
            return JsonSerializer.Deserialize<SamplingRecord>(text, Format)
                ?? throw new InvalidDataException($"'{name}' is empty; it should say what a sampler did.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"'{name}' does not say what a sampler did: {exception.Message} Draw again with 'samovar sample'.", exception);
        }
    }
}
