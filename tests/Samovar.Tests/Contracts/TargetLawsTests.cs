using Samovar.Compute;
using Samovar.Targets;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Tests.Contracts;

/// <summary>The laws must be able to fail.</summary>
public sealed class TargetLawsTests
{
    [Fact]
    public void Shifted_draws_break_the_Stein_identities()
    {
        Gaussian target = new(new GaussianOptions());
        Batch draws = TargetLaws.Draw(target, 8_000, seed: 1);
        foreach (ref float value in draws.Values)
        {
            value += 0.2f;
        }

        Assert.True(TargetLaws.WorstSteinDeviation(target, draws) > TargetLaws.Deviations(1e-6, 4));
    }

    [Fact]
    public void A_detached_term_breaks_the_finite_differences()
    {
        EnergyTarget broken = Target.FromEnergy(2, x => Square(x[0]) + Square(x[1]) + Detach(Square(x[0])));
        Batch points = TargetLaws.Draw(new Gaussian(new GaussianOptions()), 40, seed: 2);

        Assert.True(TargetLaws.WorstScoreError(broken, points, 1.0 / 64) > 1);
    }
}
