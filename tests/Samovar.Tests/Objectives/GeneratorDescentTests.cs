using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Diffusions;
using Samovar.Objectives;
using Samovar.Runs;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Tests.Objectives;

public sealed class GeneratorDescentTests
{
    private const int Rows = 1000;

    /// <summary>Noise scales from 0.01 to 1, of which training begins with the upper half (in the logarithm). Strata of the logarithm are a thousandth of its range wide.</summary>
    [Theory]
    [InlineData(0, 0.5, 0.1)]
    [InlineData(5, 0.5, 0.0316)]
    [InlineData(10, 0.5, 0.01)]
    [InlineData(80, 0.5, 0.01)]
    [InlineData(0, 1, 0.01)]
    public void The_range_grows_to_the_whole_over_a_tenth_of_the_schedule(int step, double first, double smallest)
    {
        Recorder gap = new();
        GeneratorDescentOptions options = new()
        {
            BatchSize = Rows, ScoreBatchSize = Rows, ScoreWarmUp = 0, Levels = new NoiseLevels.LogUniform(0.01, 1), FirstLevels = first,
        };

        new GeneratorDescent(options, gap).Step(new Standing(), new TrainingStep(new TrainingState(RandomStream.FromSeed(1)), step, 100, RandomStream.FromSeed(2)));

        Assert.All(new[] { gap.Learned, gap.Estimated }, scales =>
        {
            Assert.InRange(scales.Min() / smallest, 0.995, 1.01);
            Assert.InRange(scales.Max(), 0.99, 1);
            Assert.InRange(scales.Average(Math.Log), (0.5 * Math.Log(smallest)) - 0.01, (0.5 * Math.Log(smallest)) + 0.01);
        });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1.1)]
    public void A_share_outside_its_range_is_refused(double share) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new GeneratorDescentOptions { FirstLevels = share });

    /// <summary>A network whose loss jumps by a tenth and stays there.</summary>
    [Fact]
    public void The_generator_waits_while_the_loss_of_the_network_is_unusual()
    {
        Recorder gap = new();
        GeneratorDescent descent = new(new GeneratorDescentOptions { BatchSize = 16, ScoreBatchSize = 16, ScoreWarmUp = 0, WaitAbove = 1.05 }, gap);
        TrainingState state = new(RandomStream.FromSeed(1));
        List<int> waited = [];
        for (int index = 0; index < 100; index++)
        {
            gap.Loss = index < 10 ? 1 : 1.1;
            int before = gap.Estimates;
            descent.Step(new Standing(), new TrainingStep(state, index, 100, RandomStream.FromSeed(2)));
            if (gap.Estimates == before)
            {
                waited.Add(index);
            }
        }

        // The usual loss rises by 0.1 % a step until 1.1 is within 5 % of it: ln(1.1/1.05)/ln 1.001 = 46.5.
        Assert.Equal(Enumerable.Range(10, 47), waited);
        Assert.Equal(0.47, state.TakeRecords()["waiting"], 1e-9);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0.5)]
    public void A_wait_below_the_usual_loss_is_refused(double multiple) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new GeneratorDescentOptions { WaitAbove = multiple });

    private sealed class Recorder : IScoreGap
    {
        public double Loss { get; set; } = 1;

        public int Estimates { get; private set; }

        public double[] Learned { get; private set; } = [];

        public double[] Estimated { get; private set; } = [];

        public double Learn(Batch points, Batch noisy, Batch scale, bool first, TrainingStep step)
        {
            Learned = [.. scale.Values.ToArray().Select(value => (double)value)];
            return Loss;
        }

        public void Estimate(Batch noisy, Batch scale, Batch drawn, Batch wanted, TrainingStep step)
        {
            Estimates++;
            Estimated = [.. scale.Values.ToArray().Select(value => (double)value)];
            drawn.Values.Clear();
            wanted.Values.Clear();
        }
    }

    /// <summary>A sampler of two coordinates that never changes.</summary>
    private sealed class Standing : IReparameterizedSampler
    {
        public int Dimension => 2;

        public IReadOnlyList<Parameter> Parameters { get; } = [new Parameter("nothing", 1, 1)];

        public void Generate(Batch latent, Batch destination) => destination.CopyFrom(latent);

        public double Differentiate(Batch latent, Batch force, Batch stepForce) => 0;

        public void UpdateAverage(int step)
        {
        }

        public Draws Draw(ITarget target, int count, RandomStream random) => throw new NotSupportedException();

        public void Save(CheckpointSection section)
        {
        }

        public void Load(CheckpointSection section)
        {
        }
    }
}
