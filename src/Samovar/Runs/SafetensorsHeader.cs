using System.Text.Json;

namespace Samovar.Runs;

/// <summary>Where one tensor lies among the values of a file.</summary>
internal sealed record SafetensorsEntry(string Name, string Type, IReadOnlyList<long> Shape, long Begin, long End);

/// <summary>The verified header of a safetensors file, its entries in the order of their values.</summary>
internal sealed record SafetensorsHeader(IReadOnlyList<SafetensorsEntry> Entries, IReadOnlyDictionary<string, string> Metadata)
{
    internal const string MetadataName = "__metadata__";
    internal const string KnownTypes = "F32, F64, I64 and U64";

    internal static int? BytesPerValue(string type) => type switch
    {
        "F32" => 4,
        "F64" or "I64" or "U64" => 8,
        _ => null,
    };

    internal static SafetensorsHeader Parse(byte[] header, string name)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(header, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return Parse(document.RootElement, name);
        }
        catch (JsonException exception)
        {
            throw Safetensors.Broken(name, $"its header is not JSON ({exception.Message.TrimEnd('.')})", exception);
        }
    }

    /// <summary>Refuses values that are too few or too many.</summary>
    internal void RequireLength(long available, string name)
    {
        long expected = Entries.Count == 0 ? 0 : Entries[^1].End;
        if (expected != available)
        {
            string direction = expected > available ? "it is truncated" : "something was appended to it";
            throw Safetensors.Broken(name, $"its header announces {expected} bytes of values, but {available} follow: {direction}");
        }
    }

    private static SafetensorsHeader Parse(JsonElement root, string name)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw Safetensors.Broken(name, "its header is not a JSON object");
        }

        List<SafetensorsEntry> entries = [];
        Dictionary<string, string> metadata = new(StringComparer.Ordinal);
        foreach (JsonProperty property in root.EnumerateObject())
        {
            if (property.NameEquals(MetadataName))
            {
                ReadMetadata(property.Value, metadata, name);
            }
            else
            {
                entries.Add(Entry(property, name));
            }
        }

        SafetensorsEntry[] ordered = [.. entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End)];
        RequireContiguous(ordered, name);
        return new SafetensorsHeader(ordered, metadata);
    }

    private static void ReadMetadata(JsonElement element, Dictionary<string, string> metadata, string name)
    {
        if (element.ValueKind != JsonValueKind.Object || element.EnumerateObject().Any(property => property.Value.ValueKind != JsonValueKind.String))
        {
            throw Safetensors.Broken(name, $"'{MetadataName}' of its header is not a list of texts by name");
        }

        foreach (JsonProperty property in element.EnumerateObject())
        {
            metadata[property.Name] = property.Value.GetString()!;
        }
    }

    private static SafetensorsEntry Entry(JsonProperty property, string name)
    {
        JsonElement element = property.Value;
        if (element.ValueKind != JsonValueKind.Object
            || !element.TryGetProperty("dtype", out JsonElement type) || type.ValueKind != JsonValueKind.String
            || !element.TryGetProperty("shape", out JsonElement shape) || !TryNumbers(shape, out long[] axes)
            || !element.TryGetProperty("data_offsets", out JsonElement offsets) || !TryNumbers(offsets, out long[] range) || range.Length != 2)
        {
            throw Safetensors.Broken(name, $"tensor '{property.Name}' lacks a valid type, shape or pair of offsets");
        }

        string typeName = type.GetString()!;
        if (BytesPerValue(typeName) is not { } size)
        {
            throw Safetensors.Broken(name, $"tensor '{property.Name}' has type '{typeName}'; the types read here are {KnownTypes}");
        }

        decimal expected = axes.Aggregate((decimal)size, (product, axis) => Math.Min(product * axis, long.MaxValue));
        if (range[1] < range[0] || range[1] - range[0] != expected)
        {
            throw Safetensors.Broken(
                name,
                $"tensor '{property.Name}' needs {expected} bytes by its shape and type, "
                + $"but its offsets {range[0]} to {range[1]} hold {range[1] - range[0]}");
        }

        return new SafetensorsEntry(property.Name, typeName, axes, range[0], range[1]);
    }

    private static bool TryNumbers(JsonElement element, out long[] numbers)
    {
        numbers = [];
        if (element.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        List<long> found = [];
        foreach (JsonElement item in element.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out long number) || number < 0)
            {
                return false;
            }

            found.Add(number);
        }

        numbers = [.. found];
        return true;
    }

    private static void RequireContiguous(SafetensorsEntry[] ordered, string name)
    {
        long expected = 0;
        foreach (SafetensorsEntry entry in ordered)
        {
            if (entry.Begin != expected)
            {
                string complaint = entry.Begin < expected ? "overlaps the tensor before it" : "leaves a gap before it";
                throw Safetensors.Broken(
                    name, $"tensor '{entry.Name}' starts at byte {entry.Begin} of the values and {complaint}, which ends at byte {expected}");
            }

            expected = entry.End;
        }
    }
}
