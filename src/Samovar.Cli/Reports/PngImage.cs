using System.Buffers.Binary;
using System.IO.Compression;

namespace Samovar.Cli.Reports;

/// <summary>A grey picture as a PNG file, for shadings that would be too large as vector graphics.</summary>
/// <remarks>Source of the layout: the PNG specification, W3C, third edition, sections 5 and 11.</remarks>
internal static class PngImage
{
    private static readonly uint[] RemainderTable = [.. Enumerable.Range(0, 256).Select(value => Remainder((uint)value))];

    /// <summary>Encodes a picture.</summary>
    /// <param name="grey">[height × width] brightness, row by row from the top.</param>
    /// <param name="width">Pixels per row.</param>
    /// <returns>The picture as an address that pages can hold.</returns>
    internal static string DataAddress(byte[] grey, int width)
    {
        int height = grey.Length / width;
        using MemoryStream file = new();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        Chunk(file, "IHDR"u8, header);
        using MemoryStream packed = new();
        using (ZLibStream compression = new(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (int row = 0; row < height; row++)
            {
                compression.WriteByte(0);
                compression.Write(grey, row * width, width);
            }
        }

        Chunk(file, "IDAT"u8, packed.ToArray());
        Chunk(file, "IEND"u8, []);
        return $"data:image/png;base64,{Convert.ToBase64String(file.ToArray())}";
    }

    private static void Chunk(Stream file, ReadOnlySpan<byte> type, byte[] content)
    {
        Span<byte> number = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(type);
        file.Write(content);
        uint check = ~Check(Check(uint.MaxValue, type), content);
        BinaryPrimitives.WriteUInt32BigEndian(number, check);
        file.Write(number);
    }

    private static uint Check(uint check, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            check = RemainderTable[(byte)(check ^ value)] ^ (check >> 8);
        }

        return check;
    }

    private static uint Remainder(uint value)
    {
        const uint Polynomial = 0xEDB88320;
        for (int bit = 0; bit < 8; bit++)
        {
            value = (value & 1) == 0 ? value >> 1 : Polynomial ^ (value >> 1);
        }

        return value;
    }
}
