using System.Text;
using System.Text.Json;

namespace Samovar.Runs;

/// <summary>What some draws of a trained sampler cost, measured once everything that they use was compiled.</summary>
/// <param name="Count">Number of draws.</param>
/// <param name="Cost">Target evaluations.</param>
/// <param name="Seconds">Wall seconds.</param>
public sealed record DrawingCost(int Count, EvaluationCost Cost, double Seconds);

/// <summary>The content of metrics.json: how good the draws are and what they cost.</summary>
/// <param name="Target">Name of the target.</param>
/// <param name="Method">Catalogue name of the method.</param>
/// <param name="Seed">Seed of the run.</param>
/// <param name="Count">Draws per repetition of each metric.</param>
/// <param name="Seconds">Wall seconds spent on training, or on drawing without it.</param>
/// <param name="Cost">Target evaluations spent on training, or on drawing without it.</param>
/// <param name="Measurements">The metrics.</param>
/// <param name="Findings">What the checks found.</param>
public sealed record RunResults(
    string Target,
    string Method,
    ulong Seed,
    int Count,
    double Seconds,
    EvaluationCost Cost,
    IReadOnlyList<Measurement> Measurements,
    IReadOnlyList<Finding> Findings)
{
    private static readonly JsonWriterOptions Format = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The method's estimate of ln ∫ of the density; null where it makes none.</summary>
    public LogNormalizerEstimate? LogNormalizer { get; init; }

    /// <summary>What drawing costs once training is paid; null where a method draws without training, and in files of earlier versions.</summary>
    public DrawingCost? Drawing { get; init; }

    /// <summary>Numbers about the draws; empty after training a sampler without weights.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>The worst of the findings; green where there are none.</summary>
    public Severity Level => Findings.Count == 0 ? Severity.Green : Findings.Max(finding => finding.Severity);

    /// <summary>The results as JSON; a number that is not finite becomes null.</summary>
    public string ToJson()
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, Format))
        {
            json.WriteStartObject();
            json.WriteString("target", Target);
            json.WriteString("method", Method);
            json.WriteNumber("seed", Seed);
            json.WriteNumber("count", Count);
            WriteFinite(json, "seconds", Math.Round(Seconds, 3));
            json.WriteNumber("energyEvaluations", Cost.Energies);
            json.WriteNumber("scoreEvaluations", Cost.Scores);
            if (Drawing is { } drawing)
            {
                json.WriteStartObject("drawing");
                json.WriteNumber("count", drawing.Count);
                WriteFinite(json, "seconds", drawing.Seconds);
                json.WriteNumber("energyEvaluations", drawing.Cost.Energies);
                json.WriteNumber("scoreEvaluations", drawing.Cost.Scores);
                json.WriteEndObject();
            }

            json.WriteStartArray("metrics");
            foreach (Measurement measurement in Measurements)
            {
                WriteMeasurement(json, measurement);
            }

            json.WriteEndArray();
            WriteSampling(json);
            WriteVerdict(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="text">The JSON.</param>
    /// <param name="name">What to call the source in messages, such as its path.</param>
    /// <exception cref="InvalidDataException">The text has another shape.</exception>
    public static RunResults Parse(string text, string name)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            JsonElement root = document.RootElement;
            return new RunResults(
                root.GetProperty("target").GetString()!,
                root.GetProperty("method").GetString()!,
                root.GetProperty("seed").GetUInt64(),
                root.GetProperty("count").GetInt32(),
                Number(root, "seconds"),
                new EvaluationCost(root.GetProperty("energyEvaluations").GetInt64(), root.GetProperty("scoreEvaluations").GetInt64()),
                [.. root.GetProperty("metrics").EnumerateArray().Select(ReadMeasurement)],
                [.. root.GetProperty("verdict").GetProperty("findings").EnumerateArray().Select(ReadFinding)])
            {
                LogNormalizer = root.TryGetProperty("logNormalizer", out JsonElement estimate) ? ReadLogNormalizer(estimate) : null,
                Drawing = root.TryGetProperty("drawing", out JsonElement drawing) ? ReadDrawing(drawing) : null,
                Diagnostics = root.TryGetProperty("diagnostics", out JsonElement numbers) ? [.. numbers.EnumerateArray().Select(ReadDiagnostic)] : [],
            };
        }
        catch (Exception exception)
            when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"'{name}' does not hold the metrics of a run: {exception.Message} Run 'samovar evaluate' again.", exception);
        }
    }

    private static DrawingCost ReadDrawing(JsonElement drawing) => new(
        drawing.GetProperty("count").GetInt32(),
        new EvaluationCost(drawing.GetProperty("energyEvaluations").GetInt64(), drawing.GetProperty("scoreEvaluations").GetInt64()),
        Number(drawing, "seconds"));

    private static void WriteMeasurement(Utf8JsonWriter json, Measurement measurement)
    {
        json.WriteStartObject();
        json.WriteString("name", measurement.Name);
        switch (measurement)
        {
            case Measurement.Measured measured:
                WriteFinite(json, "value", measured.Value);
                WriteFinite(json, "standardError", measured.StandardError);
                WriteFinite(json, "floor", measured.Floor ?? double.NaN);
                if (measured.FloorError is { } error)
                {
                    WriteFinite(json, "floorError", error);
                }

                break;
            case Measurement.NotApplicable other:
                json.WriteString("notApplicable", other.Reason);
                break;
        }

        json.WriteEndObject();
    }

    /// <summary>Files of earlier versions have neither of these, so neither is required in reading.</summary>
    private void WriteSampling(Utf8JsonWriter json)
    {
        if (LogNormalizer is { } estimate)
        {
            json.WriteStartObject("logNormalizer");
            WriteFinite(json, "value", estimate.Value);
            WriteFinite(json, "standardError", estimate.StandardError);
            WriteFinite(json, "lower", estimate.Lower ?? double.NaN);
            WriteFinite(json, "upper", estimate.Upper ?? double.NaN);
            json.WriteString("origin", estimate.Origin);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("logNormalizer");
        }

        json.WriteStartArray("diagnostics");
        foreach (Diagnostic diagnostic in Diagnostics)
        {
            json.WriteStartObject();
            json.WriteString("name", diagnostic.Name);
            WriteFinite(json, "value", diagnostic.Value);
            json.WriteString("meaning", diagnostic.Meaning);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteVerdict(Utf8JsonWriter json)
    {
        json.WriteStartObject("verdict");
        json.WriteString("level", Text(Level));
        json.WriteStartArray("findings");
        foreach (Finding finding in Findings)
        {
            json.WriteStartObject();
            json.WriteString("severity", Text(finding.Severity));
            json.WriteString("check", finding.Check);
            json.WriteString("message", finding.Message);
            json.WriteString("advice", finding.Advice);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteFinite(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static Measurement ReadMeasurement(JsonElement element)
    {
        string name = element.GetProperty("name").GetString()!;
        if (element.TryGetProperty("notApplicable", out JsonElement reason))
        {
            return new Measurement.NotApplicable(name, reason.GetString()!);
        }

        double floor = Number(element, "floor");
        return new Measurement.Measured(name, Number(element, "value"), Number(element, "standardError"), double.IsNaN(floor) ? null : floor)
        {
            FloorError = element.TryGetProperty("floorError", out JsonElement error) && error.ValueKind == JsonValueKind.Number ? error.GetDouble() : null,
        };
    }

    private static LogNormalizerEstimate? ReadLogNormalizer(JsonElement element)
    {
        double? End(string name) => element.TryGetProperty(name, out JsonElement end) && end.ValueKind == JsonValueKind.Number ? end.GetDouble() : null;
        return element.ValueKind == JsonValueKind.Null
            ? null
            : new LogNormalizerEstimate(Number(element, "value"), Number(element, "standardError"), element.GetProperty("origin").GetString()!)
            {
                Lower = End("lower"),
                Upper = End("upper"),
            };
    }

    private static Diagnostic ReadDiagnostic(JsonElement element) =>
        new(element.GetProperty("name").GetString()!, Number(element, "value"), element.GetProperty("meaning").GetString()!);

    private static Finding ReadFinding(JsonElement element) => new(
        Enum.Parse<Severity>(element.GetProperty("severity").GetString()!, ignoreCase: true),
        element.GetProperty("check").GetString()!,
        element.GetProperty("message").GetString()!,
        element.GetProperty("advice").GetString()!);

    private static double Number(JsonElement element, string name)
    {
        JsonElement value = element.GetProperty(name);
        return value.ValueKind == JsonValueKind.Null ? double.NaN : value.GetDouble();
    }

    private static string Text(Severity severity) => severity switch
    {
        Severity.Green => "green",
        Severity.Amber => "amber",
        _ => "red",
    };
}
