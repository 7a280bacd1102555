using System.Text;
using Samovar.Compute;
using Samovar.Runs;

namespace Samovar.Tests.Runs;

public sealed class NumpyFileTests
{
    [Fact]
    public void Reads_back_what_it_wrote()
    {
        Batch points = new(3, 2);
        for (int index = 0; index < 6; index++)
        {
            points.Values[index] = index - 2.5f;
        }

        Batch read = NumpyFile.Read(new MemoryStream(Written(points)), "test.npy");

        Assert.Equal(3, read.Count);
        Assert.Equal(2, read.Dimension);
        Assert.Equal(points.Values.ToArray(), read.Values.ToArray());
    }

    [Fact]
    public void Reads_back_one_number_per_point()
    {
        using MemoryStream stream = new();
        NumpyFile.Write(stream, [0.1, 1e-300, 0.9]);
        byte[] file = stream.ToArray();

        Assert.Equal([0.1, 1e-300, 0.9], NumpyFile.ReadVector(new MemoryStream(file), "weights.npy"));
        Assert.Contains("{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }", Encoding.ASCII.GetString(file), StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => NumpyFile.ReadVector(new MemoryStream(file[..^1]), "weights.npy"));
        Assert.Throws<InvalidDataException>(() => NumpyFile.ReadVector(new MemoryStream(Written(new Batch(3, 1))), "weights.npy"));
        Assert.Throws<InvalidDataException>(() => NumpyFile.Read(new MemoryStream(file), "weights.npy"));
    }

    [Fact]
    public void The_header_is_that_of_the_published_format()
    {
        byte[] file = Written(new Batch(10, 32));

        Assert.Equal([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0], file[..8]);
        int length = file[8] + (256 * file[9]);
        Assert.Equal(0, (10 + length) % 64);
        string header = Encoding.ASCII.GetString(file, 10, length);
        Assert.StartsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (10, 32), }", header);
        Assert.EndsWith("\n", header);
        Assert.Equal(10 + length + (4 * 320), file.Length);
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        byte[] file = Written(new Batch(2, 2));

        for (int length = 0; length < file.Length; length++)
        {
            Assert.Contains("truncated", Assert.Throws<InvalidDataException>(() => NumpyFile.Read(new MemoryStream(file[..length]), "test.npy")).Message);
        }
    }

    [Theory]
    [InlineData("'<f4'", "'<i8'")]
    [InlineData("False", "True ")]
    [InlineData("(2, 2)", "(4, )  ")]
    public void Other_layouts_are_refused(string right, string wrong)
    {
        byte[] file = Written(new Batch(2, 2));
        string text = Encoding.Latin1.GetString(file).Replace(right, wrong[..Math.Min(wrong.Length, right.Length)]);

        Assert.Contains("matrix [n, d] of float32 or float64", Assert.Throws<InvalidDataException>(() => NumpyFile.Read(new MemoryStream(Encoding.Latin1.GetBytes(text)), "test.npy")).Message);
    }

    [Fact]
    public void Doubles_are_rounded_to_floats()
    {
        double[] values = [.. Enumerable.Range(0, 9_000).Select(index => 1.0 / (index + 3))];
        using MemoryStream vector = new();
        NumpyFile.Write(vector, values);
        byte[] file = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(vector.ToArray()).Replace("(9000,), }  ", "(3000, 3), }"));

        Batch points = NumpyFile.Read(new MemoryStream(file), "test.npy");

        Assert.Equal((3_000, 3), (points.Count, points.Dimension));
        Assert.Equal(values.Select(value => (float)value), points.Values.ToArray());
    }

    private static byte[] Written(Batch points)
    {
        using MemoryStream stream = new();
        NumpyFile.Write(stream, points);
        return stream.ToArray();
    }
}
