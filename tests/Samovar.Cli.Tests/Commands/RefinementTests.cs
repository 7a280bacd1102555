using Samovar.Cli.Commands;
using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.MarkovChains;
using Samovar.Targets;

namespace Samovar.Cli.Tests.Commands;

/// <summary>Refinement of draws of a Gaussian in two dimensions whose variances along (1, 1) and (1, −1) are as 1000 to 1.</summary>
public sealed class RefinementTests
{
    private const int Count = 20_000;
    private const double Correlation = 999.0 / 1001;
    private const double WideVariance = 1 + Correlation;
    private const double NarrowVariance = 1 - Correlation;
    private static readonly Gaussian Target = new(new GaussianOptions { Correlation = Correlation });

    /// <summary>
    /// Along (1, 1) a trajectory is a turn by the angle t of point and momentum, so that it keeps cos² t of what the variance is off by; a rejected one keeps all. Short steps
    /// are hardly ever rejected and long ones in less than half of the cases, which bounds what five single steps and five trajectories leave. 5 standard errors.
    /// </summary>
    [Fact]
    public void The_variance_of_draws_that_are_too_wide_falls_as_theory_says_and_faster_than_by_Langevin_steps()
    {
        const int Steps = 100;
        Batch draws = Draws(stretch: 2);

        Refinement refinement = Refinement.Of(Target, draws, Steps, RandomStream.FromSeed(2));

        double left = (Moment(refinement.Points, 1) / WideVariance) - 1;
        double error = Math.Sqrt(2.0 / Count) * (1 + left);
        Assert.InRange(left, Left(refinement, acceptance: 1) - (5 * error), Left(refinement, acceptance: 0.55) + (5 * error));
        double langevin = (Moment(Langevin(draws, Steps), 1) / WideVariance) - 1;
        Assert.True(langevin > 1.3 * left, $"Langevin steps leave {langevin}, trajectories {left}.");
        Assert.True(refinement.Energies.After - refinement.Energies.Before < -5 * refinement.Energies.StandardError, refinement.Energies.ToString());
    }

    /// <summary>Second moments along both directions and the energy, each within 5 standard errors of paired differences: false-alarm rate 2e-6. The test above is the twin that moves.</summary>
    [Fact]
    public void Exact_draws_stay_exact()
    {
        Batch draws = Draws(stretch: 1);

        Refinement refinement = Refinement.Of(Target, draws, 37, RandomStream.FromSeed(3));

        Assert.InRange(refinement.Energies.After - refinement.Energies.Before, -5 * refinement.Energies.StandardError, 5 * refinement.Energies.StandardError);
        foreach (int sign in new[] { 1, -1 })
        {
            double change = Moment(refinement.Points, sign) - Moment(draws, sign);
            double scale = (sign == 1 ? WideVariance : NarrowVariance) * Math.Sqrt(4.0 / Count);
            Assert.InRange(change, -5 * scale, 5 * scale);
        }
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(5, 5, 1)]
    [InlineData(20, 6, 15)]
    [InlineData(26, 7, 11)]
    [InlineData(200, 15, 20)]
    public void Each_step_costs_a_score_and_tuning_moves_copies(int steps, int trajectories, int longest)
    {
        Batch draws = Draws(stretch: 1).Slice(0, 320);
        float[] before = draws.Values.ToArray();

        Refinement refinement = Refinement.Of(Target, draws, steps, RandomStream.FromSeed(4));

        Assert.Equal(trajectories, refinement.Trajectories);
        Assert.Equal((320 * (1 + steps)) + (256 * (1 + (50 * longest))), refinement.Cost.Scores);
        Assert.Equal(before, draws.Values.ToArray());
    }

    /// <summary>Draws three times as wide as a normal law have nine times its mean energy. One trajectory mixes their energy with that of one momentum; five single steps with five.</summary>
    [Fact]
    public void A_few_steps_already_take_most_of_the_energy_that_draws_have_too_much()
    {
        Gaussian round = new(new GaussianOptions { Dimension = 2 });
        Batch draws = new(Count, 2);
        RandomStream.FromSeed(8).FillNormal(draws.Values);
        foreach (ref float value in draws.Values)
        {
            value *= 3;
        }

        EnergyChange change = Refinement.Of(round, draws, 5, RandomStream.FromSeed(9)).Energies;

        Assert.InRange((change.After - round.LogNormalizer) / (change.Before - round.LogNormalizer), 0, 0.5);
    }

    [Fact]
    public void One_draw_is_refined_and_the_change_of_its_energy_has_no_error()
    {
        Refinement refinement = Refinement.Of(Target, Draws(stretch: 1).Slice(0, 1), 3, RandomStream.FromSeed(5));

        Assert.Equal(1, refinement.Points.Count);
        Assert.False(double.IsFinite(refinement.Energies.StandardError));
    }

    /// <summary>What five single steps and five trajectories of 19 leave of an excess of 3, if all were accepted with one probability.</summary>
    private static double Left(Refinement refinement, double acceptance)
    {
        const int Grid = 1_000;
        double Lost(int steps) => Enumerable.Range(0, Grid).Average(place =>
        {
            double time = steps * refinement.StepSize * Math.Exp(-2 * (place + 0.5) / Grid);
            double sine = Math.Sin(time / Math.Sqrt(WideVariance));
            return sine * sine;
        });
        return 3 * Math.Pow((1 - (acceptance * Lost(1))) * (1 - (acceptance * Lost(19))), 5);
    }

    private static Batch Langevin(Batch draws, int steps)
    {
        ChainState tuning = new(Target, draws.Slice(0, 256), RandomStream.FromSeed(6));
        ITunableKernel kernel = StepSizeAdaptation.Tune(new Mala(0.01), tuning, 100);
        ChainState state = new(Target, draws, RandomStream.FromSeed(7));
        for (int step = 0; step < steps; step++)
        {
            state.Step(kernel);
        }

        return state.Positions;
    }

    /// <summary>Exact draws, with their shadow on (1, 1) stretched around the mean.</summary>
    private static Batch Draws(double stretch)
    {
        Batch draws = new(Count, 2);
        Target.DrawExactly(draws, RandomStream.FromSeed(1));
        for (int row = 0; row < Count; row++)
        {
            float shift = (float)((stretch - 1) * (((draws[row, 0] + draws[row, 1]) / 2) - 1));
            draws[row, 0] += shift;
            draws[row, 1] += shift;
        }

        return draws;
    }

    /// <summary>Mean square of the deviation from the mean along (1, ±1).</summary>
    private static double Moment(Batch points, int sign) => Enumerable.Range(0, points.Count).Average(row =>
    {
        double along = ((points[row, 0] - 1.0) + (sign * (points[row, 1] - 1.0))) / Math.Sqrt(2);
        return along * along;
    });
}
