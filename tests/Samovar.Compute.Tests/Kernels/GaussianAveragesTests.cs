using Samovar.Compute.Kernels;
using Samovar.Compute.Randomness;

namespace Samovar.Compute.Tests.Kernels;

public sealed unsafe class GaussianAveragesTests
{
    /// <summary>Tiles that are not full, odd widths, one point alone, and weights between even and all on one point.</summary>
    [Theory]
    [InlineData(1, 1, 1, 0.5)]
    [InlineData(3, 2, 2, 20)]
    [InlineData(31, 2, 2, 0.5)]
    [InlineData(32, 5, 3, 2)]
    [InlineData(33, 3, 7, 1e4)]
    [InlineData(257, 2, 2, 50)]
    [InlineData(1000, 32, 32, 0.02)]
    public void Averages_are_those_of_plain_sums_in_double(int count, int dimension, int width, double factor) =>
        Compare(count, dimension, width, factor, skipped: -GaussianAverages.Lanes);

    [Theory]
    [InlineData(40, 0)]
    [InlineData(40, 16)]
    [InlineData(40, 30)]
    [InlineData(70, 48)]
    public void A_lane_leaves_out_the_point_that_is_its_own(int count, int skipped) => Compare(count, 2, 2, 3, skipped);

    /// <summary>exp(−factor·distance²) underflows by far; the average is still that of the nearest points.</summary>
    [Fact]
    public void Far_queries_underflow_nothing() => Compare(100, 2, 2, 1, -GaussianAverages.Lanes, shift: 40);

    private static void Compare(int count, int dimension, int width, double factor, int skipped, float shift = 0)
    {
        RandomStream random = RandomStream.FromSeed((ulong)(count + width));
        float[] points = new float[count * dimension];
        float[] values = new float[count * width];
        float[] queries = new float[dimension * GaussianAverages.Lanes];
        float[] sums = new float[(3 + width) * GaussianAverages.Lanes];
        random.FillNormal(points);
        random.FillNormal(values);
        random.FillNormal(queries);
        queries = [.. queries.Select(value => value + shift)];
        // Each lane has a width of its own.
        float[] factors = [.. Enumerable.Range(0, GaussianAverages.Lanes).Select(lane => (float)(factor * (1 + (0.1 * lane))))];
        fixed (float* f = factors, p = points, v = values, q = queries, s = sums)
        {
            AveragedPoints all = new(p, count, dimension, v, width);
            GaussianAverages.Compute(q, all, f, skipped, s);
            for (int lane = 0; lane < GaussianAverages.Lanes; lane++)
            {
                double[] expected = new double[3 + width];
                double[] query = [.. Enumerable.Range(0, dimension).Select(column => (double)queries[(column * GaussianAverages.Lanes) + lane])];
                GaussianAverages.Reference(query, all, factors[lane], skipped + lane, expected);
                Assert.Equal(expected[0], sums[lane], 1e-5 * (1 + Math.Abs(expected[0])));
                // An exponent of size s is rounded by s·2⁻²⁴ and so is the logarithm of its weight.
                double tolerance = 1e-5 + (1e-6 * Math.Abs(expected[0])) + (4e-6 * factor);
                for (int place = 1; place < expected.Length; place++)
                {
                    Assert.Equal(expected[place] / expected[1], sums[(place * GaussianAverages.Lanes) + lane] / sums[GaussianAverages.Lanes + lane], tolerance);
                }
            }
        }
    }
}
