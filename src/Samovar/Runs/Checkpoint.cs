namespace Samovar.Runs;

/// <summary>A named tensor of a checkpoint: little-endian bytes with their type and shape.</summary>
/// <param name="Type">"F32", "F64", "I64" or "U64", as in safetensors.</param>
/// <param name="Shape">Length along each axis.</param>
/// <param name="Bytes">The values, row-major.</param>
public sealed record CheckpointTensor(string Type, IReadOnlyList<long> Shape, byte[] Bytes);

/// <summary>Something whose state survives a checkpoint.</summary>
/// <remarks>Implementers: after <see cref="Load"/> of what <see cref="Save"/> wrote, every later result must equal that of the saved object, bit for bit.</remarks>
public interface ICheckpointed
{
    /// <summary>Writes the whole state.</summary>
    /// <param name="section">Where to write; names are local to the section.</param>
    void Save(CheckpointSection section);

    /// <summary>Restores the whole state.</summary>
    /// <param name="section">Where to read.</param>
    /// <exception cref="InvalidDataException">A tensor is missing or has another shape.</exception>
    void Load(CheckpointSection section);
}
