using System.Buffers.Binary;
using System.Text.Json;

namespace Samovar.Runs;

/// <summary>What a safetensors file holds.</summary>
/// <param name="Tensors">The tensors by name.</param>
/// <param name="Metadata">Free text by name; empty where the file has none.</param>
public sealed record SafetensorsContent(IReadOnlyDictionary<string, CheckpointTensor> Tensors, IReadOnlyDictionary<string, string> Metadata);

/// <summary>Reads and writes named tensors in the safetensors layout: length of the header, header as JSON, values.</summary>
/// <remarks>
/// The same tensors always give the same bytes: names are written in ordinal order, values without gaps. Source of the layout: the format
/// section of the safetensors project's documentation.
/// </remarks>
public static class Safetensors
{
    /// <summary>Longest header that the format allows, in bytes.</summary>
    private const long LongestHeader = 100_000_000;

    /// <summary>Values start at a multiple of this many bytes, so that a reader may map them.</summary>
    private const int Alignment = 8;

    /// <summary>Writes tensors.</summary>
    /// <param name="stream">Destination; written from its present position.</param>
    /// <param name="tensors">The tensors by name.</param>
    /// <param name="metadata">Free text by name, such as the method's name.</param>
    /// <exception cref="ArgumentException">A tensor has an unknown type, or its bytes do not fit its shape.</exception>
    public static void Write(Stream stream, IReadOnlyDictionary<string, CheckpointTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(tensors);
        ArgumentNullException.ThrowIfNull(metadata);
        KeyValuePair<string, CheckpointTensor>[] ordered = [.. tensors.OrderBy(pair => pair.Key, StringComparer.Ordinal)];
        byte[] header = Header(ordered, metadata);
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach ((_, CheckpointTensor tensor) in ordered)
        {
            stream.Write(tensor.Bytes);
        }
    }

    /// <summary>Reads and verifies tensors.</summary>
    /// <param name="stream">Source, which can seek; read from its present position to its end.</param>
    /// <param name="name">What to call the source in messages, such as its path.</param>
    /// <exception cref="InvalidDataException">The source is truncated, is not in this layout, or contradicts itself; the message says where.</exception>
    public static SafetensorsContent Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        long available = stream.Length - stream.Position;
        if (available < sizeof(ulong))
        {
            throw Broken(name, $"it has {available} bytes, fewer than the 8 that every such file starts with");
        }

        Span<byte> length = stackalloc byte[sizeof(ulong)];
        stream.ReadExactly(length);
        ulong headerLength = BinaryPrimitives.ReadUInt64LittleEndian(length);
        available -= sizeof(ulong);
        if (headerLength > LongestHeader)
        {
            throw Broken(
                name, $"its first 8 bytes announce a header of {headerLength} bytes, more than the {LongestHeader} allowed: it is another kind of file");
        }

        if ((long)headerLength > available)
        {
            throw Broken(name, $"its header should have {headerLength} bytes, but only {available} follow: it is truncated, or another kind of file");
        }

        byte[] header = new byte[headerLength];
        stream.ReadExactly(header);
        SafetensorsHeader parsed = SafetensorsHeader.Parse(header, name);
        parsed.RequireLength(available - (long)headerLength, name);
        return new SafetensorsContent(Values(stream, parsed), parsed.Metadata);
    }

    /// <summary>The one shape of all complaints about a file.</summary>
    internal static InvalidDataException Broken(string name, string complaint, Exception? inner = null) =>
        new($"'{name}' is not a whole safetensors file: {complaint}. Take a whole copy of it; training again with the seed of a run gives the same weights.", inner);

    private static Dictionary<string, CheckpointTensor> Values(Stream stream, SafetensorsHeader header)
    {
        Dictionary<string, CheckpointTensor> tensors = new(StringComparer.Ordinal);
        foreach (SafetensorsEntry entry in header.Entries)
        {
            byte[] bytes = new byte[entry.End - entry.Begin];
            stream.ReadExactly(bytes);
            tensors.Add(entry.Name, new CheckpointTensor(entry.Type, entry.Shape, bytes));
        }

        return tensors;
    }

    private static byte[] Header(KeyValuePair<string, CheckpointTensor>[] ordered, IReadOnlyDictionary<string, string> metadata)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject(SafetensorsHeader.MetadataName);
            foreach ((string key, string value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
            long offset = 0;
            foreach ((string key, CheckpointTensor tensor) in ordered)
            {
                RequireConsistent(key, tensor);
                WriteEntry(json, key, tensor, offset);
                offset += tensor.Bytes.LongLength;
            }

            json.WriteEndObject();
        }

        while (buffer.Length % Alignment != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        return buffer.ToArray();
    }

    private static void WriteEntry(Utf8JsonWriter json, string name, CheckpointTensor tensor, long offset)
    {
        json.WriteStartObject(name);
        json.WriteString("dtype", tensor.Type);
        json.WriteStartArray("shape");
        foreach (long axis in tensor.Shape)
        {
            json.WriteNumberValue(axis);
        }

        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(offset);
        json.WriteNumberValue(offset + tensor.Bytes.LongLength);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void RequireConsistent(string name, CheckpointTensor tensor)
    {
        if (name == SafetensorsHeader.MetadataName)
        {
            throw new ArgumentException($"A tensor cannot be called '{name}': the format reserves this name.");
        }

        if (SafetensorsHeader.BytesPerValue(tensor.Type) is not { } size)
        {
            throw new ArgumentException($"Tensor '{name}' has type '{tensor.Type}'; the types are {SafetensorsHeader.KnownTypes}.");
        }

        long expected = tensor.Shape.Aggregate((long)size, (product, axis) => checked(product * axis));
        if (expected != tensor.Bytes.LongLength)
        {
            throw new ArgumentException($"Tensor '{name}' has {tensor.Bytes.LongLength} bytes; its shape and type need {expected}.");
        }
    }
}
