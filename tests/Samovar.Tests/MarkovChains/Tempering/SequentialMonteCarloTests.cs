using Samovar.Compute.Randomness;
using Samovar.MarkovChains;
using Samovar.MarkovChains.Tempering;
using Samovar.Targets;

namespace Samovar.Tests.MarkovChains.Tempering;

/// <summary>Errors are those of a mean over 32 islands: Student's t with 31 degrees of freedom, which exceeds 6 at a rate of 1.2e-6 on either side.</summary>
public sealed class SequentialMonteCarloTests
{
    private const double Bound = 6;

    /// <summary>False-alarm rate 3e-6 each; the error itself is small, or it would prove nothing.</summary>
    [Theory]
    [InlineData("gaussian")]
    [InlineData("double-well")]
    [InlineData("mog9")]
    [InlineData("many-well")]
    [InlineData("huge")]
    [InlineData("half-line")]
    public void The_normalizer_is_found_within_its_own_error(string name)
    {
        SequentialDraws draws = Run(name, TemperingCases.Explorer);

        Assert.InRange(draws.LogNormalizerError, 1e-4, 0.1);
        Assert.InRange(Deviation(name, draws), 0, Bound);
        Assert.Equal(TemperingCases.All[name].LogNormalizer, draws.LogNormalizer, 0.1);
    }

    [Fact]
    public void The_test_catches_moves_at_the_wrong_temperature() =>
        Assert.True(Deviation("gaussian", Run("gaussian", new WrongTemperature(TemperingCases.Explorer))) > Bound);

    [Fact]
    public void The_test_catches_moves_that_are_never_rejected() =>
        Assert.True(Deviation("gaussian", Run("gaussian", new Drifting(0.3))) > Bound);

    /// <summary>Identity moves are valid, and useless: the error must say so.</summary>
    [Fact]
    public void Skipped_moves_show_in_the_error() =>
        Assert.True(Run("many-well", new Idle()).LogNormalizerError > 3 * Run("many-well", TemperingCases.Explorer).LogNormalizerError);

    /// <summary>Four wells at 6 standard errors over the islands: false-alarm rate 1e-5.</summary>
    [Fact]
    public void Wells_have_their_masses()
    {
        ManyWell target = new();
        SequentialDraws draws = Run("many-well", TemperingCases.Explorer);
        double[] weights = [.. draws.IslandLogNormalizers.Select(value => Math.Exp(value - draws.LogNormalizer))];
        int particles = draws.Draws.Points.Count / weights.Length;

        Assert.All(target.WellCoordinates, column =>
        {
            // Each island counts by its weight, so the terms have mean 0 where the masses are right.
            double[] terms = [.. weights.Select((weight, island) => weight * (Enumerable.Range(island * particles, particles)
                .Average(row => draws.Draws.Points[row, column] < 0 ? 1.0 : 0) - target.LeftMass))];
            double mean = terms.Average();
            double error = Math.Sqrt(terms.Sum(term => Math.Pow(term - mean, 2)) / (terms.Length * (terms.Length - 1.0)));
            Assert.InRange(Math.Abs(mean) / error, 0, Bound);
        });
    }

    [Fact]
    public void Further_batches_lower_the_error_and_bring_the_draws_asked_for()
    {
        (ITarget target, AffineMap reference, _) = TemperingCases.All["double-well"];
        SequentialMonteCarloOptions options = new() { ParticlesPerIsland = 64, Islands = 8, Precision = 1e-9, MostBatches = 4 };

        SequentialDraws precise = new SequentialMonteCarlo(options).Run(target, reference, 1, RandomStream.FromSeed(2));
        SequentialDraws many = new SequentialMonteCarlo(options with { MostBatches = 1 }).Run(target, reference, 1_000, RandomStream.FromSeed(2));

        Assert.Equal(32, precise.IslandLogNormalizers.Count);
        Assert.Equal(1_024, many.Draws.Points.Count);
    }

    [Fact]
    public void Too_many_temperature_steps_are_an_error_with_advice()
    {
        (ITarget target, AffineMap reference, _) = TemperingCases.All["mog9"];
        SequentialMonteCarlo sampler = new(new SequentialMonteCarloOptions { MostSteps = 2 });

        SamplingFailedException thrown = Assert.Throws<SamplingFailedException>(() => sampler.Run(target, reference, 1, RandomStream.FromSeed(2)));

        Assert.Contains("after 2 temperature steps", thrown.Message, StringComparison.Ordinal);
    }

    private static SequentialDraws Run(string name, ITunableKernel explorer)
    {
        (ITarget target, AffineMap reference, _) = TemperingCases.All[name];
        SequentialMonteCarloOptions options = new() { ParticlesPerIsland = 256, Islands = 32, MostBatches = 1, Explorer = explorer };
        return new SequentialMonteCarlo(options).Run(target, reference, 1, RandomStream.FromSeed(1));
    }

    private static double Deviation(string name, SequentialDraws draws) =>
        TemperingCases.Deviation(draws.LogNormalizer, draws.LogNormalizerError, TemperingCases.All[name].LogNormalizer);

    /// <summary>Moves as if the target's temperature had been reached.</summary>
    private sealed class WrongTemperature(ITunableKernel inner) : ITunableKernel
    {
        public double StepSize => inner.StepSize;

        public double BestAcceptance => inner.BestAcceptance;

        public ITunableKernel WithStepSize(double stepSize) => new WrongTemperature(inner.WithStepSize(stepSize));

        public StepInfo Move(ChainBlock block, TemperedLanes density) => inner.Move(block, density with { InverseTemperature = 1 });
    }

    /// <summary>Adds noise and accepts.</summary>
    private sealed class Drifting(double width) : ITunableKernel
    {
        public double StepSize => width;

        public double BestAcceptance => 0.8;

        public ITunableKernel WithStepSize(double stepSize) => this;

        public StepInfo Move(ChainBlock block, TemperedLanes density)
        {
            RandomStream.FillNormal(ref block.Random, block.Momentum);
            for (int index = 0; index < block.Points.Length; index++)
            {
                block.Points[index] += (float)width * block.Momentum[index];
            }

            block.Evaluate(density);
            return new StepInfo(1, block.Active, 0, block.Active);
        }
    }

    private sealed class Idle : ITunableKernel
    {
        public double StepSize => 1;

        public double BestAcceptance => 0.8;

        public ITunableKernel WithStepSize(double stepSize) => this;

        public StepInfo Move(ChainBlock block, TemperedLanes density) => new(1, 0, 0, block.Active);
    }
}
