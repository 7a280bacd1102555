using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Metrics;
using Samovar.Samplers;
using Samovar.Targets;

namespace Samovar.Tests.Metrics;

public sealed class EnergyShiftTests
{
    private const int Count = 2_000;

    /// <summary>40 steps of tuning, 10 of measuring and the starts of both; every step proposes once, tuning may try a few step sizes. Beyond 256 coordinates only every fourth draw is followed.</summary>
    [Theory]
    [InlineData(256, Count)]
    [InlineData(1_024, Count / 4)]
    public void Chains_are_fewer_where_points_have_many_coordinates(int dimension, int chains)
    {
        MeteredTarget target = new(StandardNormal(dimension));
        Batch draws = new(Count, dimension);
        RandomStream.FromSeed(1).FillNormal(draws.Values);
        Measurement.Measured measured = Assert.IsType<Measurement.Measured>(new EnergyShift().Measure(new Draws(draws, EvaluationCost.None), target, RandomStream.FromSeed(2)));

        Assert.InRange(target.Cost.Scores, 50L * chains, 60L * chains);
        Assert.InRange(measured.Value, -5 * measured.StandardError, 5 * measured.StandardError);
    }

    private static EnergyTarget StandardNormal(int dimension) => Target.FromEnergy(dimension, x => 0.5 * Samovar.Compute.Graphs.TracedMath.Dot(x, x));
}
