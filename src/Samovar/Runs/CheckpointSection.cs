using System.Globalization;
using System.Runtime.InteropServices;

namespace Samovar.Runs;

/// <summary>A part of a checkpoint under a common prefix, such as "generator/".</summary>
/// <param name="tensors">The tensors of the whole checkpoint, by full name.</param>
/// <param name="prefix">Prepended to every name; empty, or ending in "/".</param>
public sealed class CheckpointSection(IDictionary<string, CheckpointTensor> tensors, string prefix = "")
{
    private readonly IDictionary<string, CheckpointTensor> tensors = tensors;

    /// <summary>A part of this part.</summary>
    /// <param name="name">Its name, without "/".</param>
    public CheckpointSection Section(string name) => new(tensors, $"{prefix}{name}/");

    /// <summary>An independent copy of this part that leaves one of its parts out.</summary>
    /// <param name="name">The part to leave out.</param>
    public CheckpointSection Without(string name)
    {
        CheckpointSection copy = new(new Dictionary<string, CheckpointTensor>());
        foreach (string tensor in Names.Where(tensor => !tensor.StartsWith($"{name}/", StringComparison.Ordinal)))
        {
            copy.tensors[tensor] = Tensor(tensor);
        }

        return copy;
    }

    /// <summary>Local names of everything in this part.</summary>
    public IEnumerable<string> Names => [.. tensors.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Select(name => name[prefix.Length..])];

    /// <summary>Copies everything of another part into this one.</summary>
    /// <param name="source">Where to copy from; may belong to another checkpoint.</param>
    public void CopyFrom(CheckpointSection source)
    {
        ArgumentNullException.ThrowIfNull(source);
        foreach (string name in source.Names)
        {
            tensors[prefix + name] = source.Tensor(name);
        }
    }

    /// <summary>Writes a matrix of floats.</summary>
    /// <param name="name">Local name.</param>
    /// <param name="values">[rows × columns] row-major.</param>
    /// <param name="rows">Number of rows.</param>
    public void Write(string name, ReadOnlySpan<float> values, int rows) =>
        tensors[prefix + name] = new CheckpointTensor("F32", [rows, rows == 0 ? 0 : values.Length / rows], MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>Writes doubles.</summary>
    /// <param name="name">Local name.</param>
    /// <param name="values">The numbers.</param>
    public void Write(string name, params ReadOnlySpan<double> values) =>
        tensors[prefix + name] = new CheckpointTensor("F64", [values.Length], MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>Writes whole numbers.</summary>
    /// <param name="name">Local name.</param>
    /// <param name="values">The numbers.</param>
    public void Write(string name, params ReadOnlySpan<long> values) =>
        tensors[prefix + name] = new CheckpointTensor("I64", [values.Length], MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>Reads floats written by <see cref="Write(string, ReadOnlySpan{float}, int)"/>.</summary>
    /// <param name="name">Local name.</param>
    /// <param name="destination">[rows × columns] overwritten; its length must be that of the tensor.</param>
    /// <exception cref="InvalidDataException">The tensor is missing, or has another type or length.</exception>
    public void Read(string name, Span<float> destination) => Read(name, "F32", MemoryMarshal.AsBytes(destination));

    /// <summary>Reads doubles.</summary>
    /// <inheritdoc cref="Read(string, Span{float})"/>
    public void Read(string name, Span<double> destination) => Read(name, "F64", MemoryMarshal.AsBytes(destination));

    /// <summary>Reads whole numbers.</summary>
    /// <inheritdoc cref="Read(string, Span{float})"/>
    public void Read(string name, Span<long> destination) => Read(name, "I64", MemoryMarshal.AsBytes(destination));

    private CheckpointTensor Tensor(string name) => tensors[prefix + name];

    private void Read(string name, string type, Span<byte> destination)
    {
        if (!tensors.TryGetValue(prefix + name, out CheckpointTensor? tensor))
        {
            throw new InvalidDataException($"The checkpoint has no tensor '{prefix + name}': it belongs to another method or another version.");
        }

        if (tensor.Type != type || tensor.Bytes.Length != destination.Length)
        {
            string shape = string.Join(" × ", tensor.Shape.Select(length => length.ToString(CultureInfo.InvariantCulture)));
            throw new InvalidDataException(
                $"Tensor '{prefix + name}' of the checkpoint is {tensor.Type} [{shape}] ({tensor.Bytes.Length} bytes); this run needs {type} of {destination.Length} bytes. "
                + "Was it written by a run with other options?");
        }

        tensor.Bytes.CopyTo(destination);
    }
}
