using Samovar.Compute.Kernels;

namespace Samovar.Compute.Tests.Kernels;

public sealed unsafe class MatrixProductTests
{
    private static readonly int[] Sizes = [1, 2, 3, 4, 5, 7, 15, 16, 17, 31, 33, 48, 63, 64, 65, 80, 127, 129, 400];

    /// <summary>How A and B lie in memory: row-major, or as the transpose of a row-major matrix.</summary>
    [Flags]
    public enum Layout
    {
        Plain = 0,
        TransposedA = 1,
        TransposedB = 2,
        Unpacked = 4,
    }

    public static TheoryData<Layout, bool> Kinds
    {
        get
        {
            TheoryData<Layout, bool> kinds = [];
            foreach (bool accumulate in new[] { false, true })
            {
                foreach (Layout layout in new[]
                {
                    Layout.Plain, Layout.TransposedA, Layout.TransposedB, Layout.TransposedA | Layout.TransposedB, Layout.Unpacked, Layout.Unpacked | Layout.TransposedA,
                })
                {
                    kinds.Add(layout, accumulate);
                }
            }

            return kinds;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Products_of_awkward_sizes_equal_the_scalar_twin(Layout layout, bool accumulate)
    {
        foreach ((int m, int n, int k) in Shapes())
        {
            using ProductFixture product = new(m, n, k, layout);
            product.Multiply(0, m, accumulate);
            product.AssertEqualsScalar(accumulate);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_row_has_the_same_bits_in_whatever_slice_of_rows_it_is_computed(Layout layout, bool accumulate)
    {
        foreach ((int m, int n, int k) in new[] { (67, 50, 450), (64, 400, 33), (31, 2, 400), (45, 17, 3), (23, 4, 129), (90, 64, 300), (50, 1, 513) })
        {
            using ProductFixture whole = new(m, n, k, layout);
            using ProductFixture sliced = new(m, n, k, layout);
            whole.Multiply(0, m, accumulate);
            int slice = 1;
            for (int row = 0; row < m; row += slice, slice = (slice % 13) + 2)
            {
                sliced.Multiply(row, Math.Min(slice, m - row), accumulate);
            }

            Assert.True(whole.Result.SequenceEqual(sliced.Result), $"{layout} {m}x{n}x{k}: a slice of rows changes bits.");
        }
    }

    [Fact]
    public void An_empty_reduction_clears_or_keeps_the_result()
    {
        using ProductFixture product = new(9, 20, 0, Layout.Plain);
        product.Multiply(0, 9, accumulate: true);
        product.AssertEqualsScalar(accumulate: true);
        product.Multiply(0, 9, accumulate: false);
        product.AssertEqualsScalar(accumulate: false);
    }

    [Fact]
    public void The_comparison_with_the_scalar_twin_notices_one_wrong_element()
    {
        using ProductFixture product = new(17, 33, 65, Layout.Plain);
        product.Multiply(0, 17, accumulate: false);
        product.Result[(16 * product.ResultStride) + 32] += 1e-3f;
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => product.AssertEqualsScalar(accumulate: false));
    }

    [Fact]
    public void The_first_product_of_a_process_has_the_bits_that_every_path_must_give()
    {
        // A chain of fused multiply-adds in cuts of equal length, written out: the tiles of every vector width promise these bits.
        using ProductFixture product = new(13, 48, 150, Layout.Unpacked | Layout.TransposedA);
        product.Multiply(0, 13, accumulate: false);
        for (int i = 0; i < 13; i++)
        {
            for (int j = 0; j < 48; j++)
            {
                Assert.Equal(Chain(product, i, j, 0, 75) + Chain(product, i, j, 75, 150), product.Result[(i * product.ResultStride) + j]);
            }
        }
    }

    private static float Chain(ProductFixture product, int i, int j, int start, int end)
    {
        float sum = 0;
        for (int p = start; p < end; p++)
        {
            sum = MathF.FusedMultiplyAdd(product.A(i, p), product.B(p, j), sum);
        }

        return sum;
    }

    /// <summary>Every size in every place, with varying partners; the full cube of sizes would only repeat itself.</summary>
    private static IEnumerable<(int M, int N, int K)> Shapes()
    {
        for (int i = 0; i < Sizes.Length; i++)
        {
            for (int j = 0; j < Sizes.Length; j++)
            {
                int other = Sizes[((7 * i) + (3 * j)) % Sizes.Length];
                if ((long)Sizes[i] * Sizes[j] * other < 250_000 || (Sizes[i], Sizes[j]) == (400, 65))
                {
                    yield return (Sizes[i], Sizes[j], other);
                    yield return (other, Sizes[i], Sizes[j]);
                }
            }
        }
    }
}
