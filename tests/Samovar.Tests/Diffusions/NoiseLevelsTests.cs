using Samovar.Compute.Randomness;
using Samovar.Diffusions;

namespace Samovar.Tests.Diffusions;

public sealed class NoiseLevelsTests
{
    /// <summary>The largest β of the published schedules for mixtures, wells and particles, with α and σ/α at four levels.</summary>
    [Theory]
    [InlineData(1e-4, 0.7, 1, 0.988, 0.158)]
    [InlineData(1e-4, 0.7, 10, 0.4825, 1.815)]
    [InlineData(1e-4, 0.7, 20, 0.0449, 22.25)]
    [InlineData(1e-4, 0.7, 29, 0.00066, 1514)]
    [InlineData(1e-4, 0.15, 1, 0.9973, 0.0735)]
    [InlineData(1e-4, 0.15, 10, 0.8647, 0.5808)]
    [InlineData(1e-4, 0.15, 20, 0.5689, 1.446)]
    [InlineData(1e-4, 0.15, 29, 0.3049, 3.124)]
    [InlineData(1e-6, 0.05, 5, 0.9871, 0.1621)]
    [InlineData(1e-6, 0.05, 29, 0.6828, 1.0700)]
    public void The_variance_preserving_schedule_has_the_published_values(double firstBeta, double lastBeta, int level, double alpha, double scale)
    {
        NoiseLevels.VariancePreserving levels = new(30, firstBeta, lastBeta);

        Assert.InRange(levels.AlphaOf(level) / alpha, 0.993, 1.007);
        Assert.InRange(levels.ScaleOf(level) / scale, 0.997, 1.003);
        Assert.Equal(levels.ScaleOf(1), levels.Smallest);
        Assert.Equal(levels.ScaleOf(29), levels.Largest);
    }

    /// <summary>A χ² of 28 degrees of freedom; false-alarm rate 1e-6.</summary>
    [Fact]
    public void Levels_one_to_the_last_are_drawn_equally_often()
    {
        const int Draws = 29_000;
        NoiseLevels.VariancePreserving levels = new(30, 1e-4, 0.15);
        float[] scales = new float[Draws];
        levels.Draw(scales, RandomStream.FromSeed(3));

        double[] counts = [.. Enumerable.Range(1, 29).Select(level => (double)scales.Count(scale => scale == (float)levels.ScaleOf(level)))];

        Assert.Equal(Draws, counts.Sum());
        Assert.InRange(counts.Sum(count => Math.Pow(count - 1000, 2) / 1000), 5, 80);
    }

    [Fact]
    public void Log_uniform_levels_put_one_draw_into_each_stratum()
    {
        NoiseLevels.LogUniform levels = new(0.1, 5);
        float[] scales = new float[256];
        levels.Draw(scales, RandomStream.FromSeed(3));

        Assert.All(Enumerable.Range(0, 256), row =>
        {
            double place = 256 * Math.Log(scales[row] / 0.1) / Math.Log(50);
            Assert.InRange(place, row - 1e-3, row + 1 + 1e-3);
        });
        Assert.Equal((0.1, 5), (levels.Smallest, levels.Largest));
    }

    [Fact]
    public void A_single_level_is_drawn_exactly()
    {
        float[] scales = new float[5];
        new NoiseLevels.LogUniform(0.5, 0.5).Draw(scales, RandomStream.FromSeed(3));

        Assert.All(scales, scale => Assert.Equal(0.5f, scale));
    }
}
