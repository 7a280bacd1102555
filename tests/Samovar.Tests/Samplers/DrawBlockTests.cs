using Samovar.Samplers;

namespace Samovar.Tests.Samplers;

public sealed class DrawBlockTests
{
    /// <summary>At 40 × 40 cells and 100 steps, four floats for every coordinate of every state, beside what an ordinary problem gets.</summary>
    [Theory]
    [InlineData(100, 1600, 96)]
    [InlineData(256, 64, 1000)]
    [InlineData(100, 32, 1000)]
    [InlineData(1000, 10_000, 32)]
    public void Paths_drawn_at_a_time_stay_below_a_quarter_of_a_gibibyte_unless_32_of_them_do_not(int steps, int dimension, int wanted)
    {
        int block = ControlledDiffusion.BlockOf(steps, dimension);
        long bytes = 4L * sizeof(float) * steps * dimension * block;

        Assert.Equal(wanted, block);
        Assert.True(bytes <= 1L << 28 || block == 32, $"{block} paths take {bytes} bytes.");
        Assert.True(4L * sizeof(float) * 100 * 1600 * 1000 > 1L << 31, "A thousand paths of the largest problem would have fitted all the same.");
    }
}
