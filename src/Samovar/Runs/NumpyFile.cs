using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Samovar.Compute;

namespace Samovar.Runs;

/// <summary>Reads and writes .npy files of format version 1.0: points as little-endian float32, [n, d], row-major; weights as float64, [n].</summary>
/// <remarks>Source of the layout: the format page of NumPy's documentation.</remarks>
public static partial class NumpyFile
{
    /// <summary>Values start at a multiple of this many bytes.</summary>
    private const int Alignment = 64;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0];

    /// <summary>Writes points.</summary>
    /// <param name="stream">Destination; written from its present position.</param>
    /// <param name="points">[n, d] what to write.</param>
    public static void Write(Stream stream, Batch points)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(points);
        WriteHeader(stream, $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({points.Count}, {points.Dimension}), }}");
        stream.Write(MemoryMarshal.AsBytes(points.Values));
    }

    /// <summary>Writes one number per point, such as weights.</summary>
    /// <param name="stream">Destination; written from its present position.</param>
    /// <param name="values">[n] what to write.</param>
    public static void Write(Stream stream, ReadOnlySpan<double> values)
    {
        ArgumentNullException.ThrowIfNull(stream);
        WriteHeader(stream, $"{{'descr': '<f8', 'fortran_order': False, 'shape': ({values.Length},), }}");
        stream.Write(MemoryMarshal.AsBytes(values));
    }

    private static void WriteHeader(Stream stream, string text)
    {
        int prefix = Magic.Length + sizeof(ushort);
        int padded = (((prefix + text.Length + 1 + Alignment - 1) / Alignment) * Alignment) - prefix;
        byte[] header = Encoding.ASCII.GetBytes(text.PadRight(padded - 1) + "\n");
        Span<byte> length = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)header.Length);
        stream.Write(Magic);
        stream.Write(length);
        stream.Write(header);
    }

    /// <summary>Reads points.</summary>
    /// <param name="stream">Source; read from its present position.</param>
    /// <param name="name">What to call the source in messages, such as its path.</param>
    /// <returns>[n, d] the points.</returns>
    /// <exception cref="InvalidDataException">The source is truncated, is no .npy file, or holds something else than a matrix of float32, or float64, which is rounded.</exception>
    public static Batch Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Content(stream, name, header =>
        {
            Batch points = Shaped(header, name, out bool isDouble);
            if (isDouble)
            {
                ReadDoubles(stream, points.Values);
            }
            else
            {
                stream.ReadExactly(MemoryMarshal.AsBytes(points.Values));
            }

            return points;
        });
    }

    /// <summary>Reads one number per point.</summary>
    /// <param name="stream">Source; read from its present position.</param>
    /// <param name="name">What to call the source in messages, such as its path.</param>
    /// <returns>[n] the numbers.</returns>
    /// <exception cref="InvalidDataException">The source is truncated, is no .npy file, or holds something else than a float64 vector.</exception>
    public static IReadOnlyList<double> ReadVector(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Content(stream, name, header =>
        {
            Match match = VectorHeader().Match(header);
            double[] values = match.Success && int.TryParse(match.Groups["length"].Value, CultureInfo.InvariantCulture, out int length)
                ? new double[length]
                : throw new InvalidDataException($"'{name}' does not hold a float64 vector [n]; its header says {header.Trim()}.");
            stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
            return values;
        });
    }

    private static T Content<T>(Stream stream, string name, Func<string, T> read)
    {
        try
        {
            Span<byte> prefix = stackalloc byte[Magic.Length + sizeof(ushort)];
            stream.ReadExactly(prefix);
            if (!prefix[..Magic.Length].SequenceEqual(Magic))
            {
                throw new InvalidDataException($"'{name}' is not a .npy file of version 1.0: its first bytes differ.");
            }

            byte[] header = new byte[BinaryPrimitives.ReadUInt16LittleEndian(prefix[Magic.Length..])];
            stream.ReadExactly(header);
            return read(Encoding.ASCII.GetString(header));
        }
        catch (EndOfStreamException exception)
        {
            throw new InvalidDataException($"'{name}' is truncated: it ends before the values that its header announces.", exception);
        }
    }

    private static void ReadDoubles(Stream stream, Span<float> destination)
    {
        double[] block = new double[4096];
        for (int start = 0; start < destination.Length; start += block.Length)
        {
            int length = Math.Min(block.Length, destination.Length - start);
            stream.ReadExactly(MemoryMarshal.AsBytes(block.AsSpan(0, length)));
            for (int index = 0; index < length; index++)
            {
                destination[start + index] = (float)block[index];
            }
        }
    }

    private static Batch Shaped(string header, string name, out bool isDouble)
    {
        Match match = MatrixHeader().Match(header);
        isDouble = match.Groups["type"].Value == "<f8";
        if (!match.Success
            || !int.TryParse(match.Groups["rows"].Value, CultureInfo.InvariantCulture, out int rows)
            || !int.TryParse(match.Groups["columns"].Value, CultureInfo.InvariantCulture, out int columns)
            || columns < 1 || (long)rows * columns > Array.MaxLength)
        {
            throw new InvalidDataException($"'{name}' does not hold a row-major matrix [n, d] of float32 or float64; its header says {header.Trim()}.");
        }

        return new Batch(rows, columns);
    }

    [GeneratedRegex(
        @"^\{'descr': '(?<type><f4|<f8)', 'fortran_order': False, 'shape': \((?<rows>[0-9]+), (?<columns>[0-9]+)\),? ?\}\s*$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000)]
    private static partial Regex MatrixHeader();

    [GeneratedRegex(
        @"^\{'descr': '<f8', 'fortran_order': False, 'shape': \((?<length>[0-9]+),\),? ?\}\s*$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000)]
    private static partial Regex VectorHeader();
}
