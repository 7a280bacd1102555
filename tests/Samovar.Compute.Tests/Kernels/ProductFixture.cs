using Samovar.Compute.Kernels;
using Layout = Samovar.Compute.Tests.Kernels.MatrixProductTests.Layout;

namespace Samovar.Compute.Tests.Kernels;

/// <summary>One product with its operands. A lies without padding between guards, so that a read beyond its edge would bring in NaN.</summary>
internal sealed unsafe class ProductFixture : IDisposable
{
    private const int Guard = 64;

    private readonly int m;
    private readonly int n;
    private readonly int k;
    private readonly bool unpacked;
    private readonly (nint Row, nint Column) aStride;
    private readonly (nint Row, nint Column) bStride;
    private readonly AlignedMemory a;
    private readonly AlignedMemory b;
    private readonly AlignedMemory packed;
    private readonly AlignedMemory c;
    private readonly float[] before;

    public ProductFixture(int m, int n, int k, Layout layout)
    {
        (this.m, this.n, this.k) = (m, n, k);
        unpacked = layout.HasFlag(Layout.Unpacked);
        aStride = layout.HasFlag(Layout.TransposedA) ? (1, m) : (k, 1);
        ResultStride = (n + 15) & -16;
        bStride = layout.HasFlag(Layout.TransposedB) ? (1, k) : (ResultStride, 1);
        a = new AlignedMemory(((long)m * k) + (2 * Guard));
        a.Span.Fill(float.NaN);
        b = new AlignedMemory(layout.HasFlag(Layout.TransposedB) ? (long)n * k : (long)k * ResultStride);
        c = new AlignedMemory(((long)m * ResultStride) + (2 * Guard));
        c.Span.Fill(7f);
        for (int i = 0; i < m * k; i++)
        {
            a.Span[Guard + i] = Value(i, 1);
        }

        for (int p = 0; p < k; p++)
        {
            for (int j = 0; j < n; j++)
            {
                b.Pointer[(p * bStride.Row) + (j * bStride.Column)] = Value((p * n) + j, 2);
            }
        }

        for (int i = 0; i < Result.Length; i++)
        {
            Result[i] = Value(i, 3);
        }

        before = Result.ToArray();
        packed = new AlignedMemory(MatrixProduct.PackedLength(k, n));
        packed.Span.Fill(float.NaN);
        MatrixProduct.Pack(k, n, b.Pointer, bStride.Row, bStride.Column, packed.Pointer);
    }

    public int ResultStride { get; }

    public Span<float> Result => c.Span[Guard..^Guard];

    public float A(int i, int p) => a.Pointer[Guard + (i * aStride.Row) + (p * aStride.Column)];

    public float B(int p, int j) => b.Pointer[(p * bStride.Row) + (j * bStride.Column)];

    public void Multiply(int row, int rows, bool accumulate)
    {
        float* left = a.Pointer + Guard + (row * aStride.Row);
        float* result = c.Pointer + Guard + (row * ResultStride);
        if (unpacked)
        {
            MatrixProduct.MultiplyUnpacked(rows, n, k, left, aStride.Row, aStride.Column, b.Pointer, ResultStride, result, ResultStride, accumulate);
        }
        else
        {
            MatrixProduct.MultiplyPacked(rows, n, k, left, aStride.Row, aStride.Column, packed.Pointer, result, ResultStride, accumulate);
        }
    }

    public void AssertEqualsScalar(bool accumulate)
    {
        float[] expected = [.. before];
        fixed (float* target = expected)
        {
            MatrixProduct.Scalar(
                m, n, k, a.Pointer + Guard, aStride.Row, aStride.Column, b.Pointer, bStride.Row, bStride.Column, target, ResultStride, accumulate);
        }

        // Summands are below 1/4 in size: k of them, each rounding by at most 2⁻²⁴ of a partial sum below k/4, stay far inside this bound.
        float tolerance = 1e-6f + (1e-6f * MathF.Sqrt(k));
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                float actual = Result[(i * ResultStride) + j];
                float wanted = expected[(i * ResultStride) + j];
                Assert.True(MathF.Abs(actual - wanted) <= tolerance, $"{m}x{n}x{k}: C[{i}, {j}] is {actual:R}, not {wanted:R}.");
            }
        }

        Assert.True(c.Span[..Guard].IndexOfAnyExcept(7f) < 0 && c.Span[^Guard..].IndexOfAnyExcept(7f) < 0, $"{m}x{n}x{k}: written outside of C.");
    }

    public void Dispose()
    {
        a.Dispose();
        b.Dispose();
        c.Dispose();
        packed.Dispose();
    }

    /// <summary>A scrambled number in [-1/2, 1/2), the same in every process.</summary>
    private static float Value(int index, int stream)
    {
        uint bits = unchecked(((uint)index * 2654435761u) + ((uint)stream * 40503u));
        bits = unchecked((bits ^ (bits >> 15)) * 2246822519u);
        return ((bits ^ (bits >> 13)) / 4294967296f) - 0.5f;
    }
}
