using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Diffusions;
using Samovar.Networks;
using Samovar.Objectives;
using Samovar.Runs;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Tests.Training;
using Samovar.Training;

namespace Samovar.Tests.Objectives;

/// <summary>The noised score learned from chains, on four particles on springs: −y/(1/k + s²) without the centre of mass.</summary>
public sealed class TaughtScoreTests
{
    private const int Axes = 2;
    private const int Rows = 64;
    private static readonly Springs Target = new();

    /// <summary>
    /// Given y, the aim has the mean (1/k) y/(1/k + s²): the slope of the aim on y, over 400,000 numbers, to five standard errors and rounding. With H = k, the best weight,
    /// nothing scatters.
    /// </summary>
    [Theory]
    [InlineData(0.3, 2.0)]
    [InlineData(0.3, 0.5)]
    [InlineData(2, 2.0)]
    public void What_the_network_aims_at_has_the_denoised_point_as_its_mean(float scale, double squaredScore)
    {
        (double slope, double error) = SlopeOfTheAim(scale, squaredScore, Springs.Stiffness);

        Assert.Equal(1 / (1 + (Springs.Stiffness * scale * scale)), slope, (5 * error) + 1e-7);
        Assert.Equal(squaredScore == Springs.Stiffness, error < 1e-7);
    }

    [Fact]
    public void A_wrong_score_moves_the_aim()
    {
        (double slope, double error) = SlopeOfTheAim(1, 2, 1.2 * Springs.Stiffness);

        Assert.True(Math.Abs(slope - (1 / (1 + Springs.Stiffness))) > 5 * error);
    }

    /// <summary>Two particles on a line, whose distance has two wells: errors of the score, by quadrature, times s = 0.5. Trainings of 200 to 400 steps leave 0.036 to 0.053.</summary>
    [Fact]
    public void The_network_learns_the_score_of_the_noised_target()
    {
        Assert.InRange(Error(steps: 1), 0.15, 2);
        Assert.InRange(Error(steps: 300), 0, 0.06);
    }

    /// <summary>Rows 1 and 4 have less noise than the network learns, row 2 is far out: the others are the network's.</summary>
    [Fact]
    public void Points_of_little_noise_or_far_out_are_estimated()
    {
        int calls = 0;
        TaughtScore taught = new(Options(), new AdamOptions(), 16, (noisy, scale, score) =>
        {
            calls++;
            Assert.Equal([0.05f, 0.5f, 0.02f], scale.Values.ToArray());
            score.Values.Fill(7);
        });
        Batch noisy = new(6, Target.Dimension);
        Batch scale = new(6, 1);
        Batch score = new(6, Target.Dimension);
        float[] scales = [0.9f, 0.05f, 0.5f, 2, 0.02f, 0.7f];
        scales.CopyTo(scale.Values);
        (noisy[2, 0], noisy[2, 2]) = (6, -6);
        TrainingState state = new(RandomStream.FromSeed(1));

        taught.Estimate(Target, noisy, scale, score, Step(state, 0));

        Assert.Equal(1, calls);
        Assert.Equal([1, 2, 4], Enumerable.Range(0, 6).Where(row => score[row, 0] == 7));
        Assert.Equal(1.0 / 6, state.TakeRecords()["strange-points"], 9);
    }

    /// <summary>Sixty particles have 177 coordinates beside the centre: twice the expected |y|² is thirteen deviations of true points, but what a young generator draws; 2.5 times is too far.</summary>
    [Fact]
    public void In_many_dimensions_points_are_far_out_by_a_share_of_their_length()
    {
        PairPotential springs = Samovar.Targets.Target.FromPairPotential(60, 3, squared => 0.5 * Springs.Stiffness / 60 * squared, name: "springs");
        TaughtScore taught = new(Options(60, 3), new AdamOptions(), 4, (_, _, score) => score.Values.Fill(7));
        Batch noisy = new(2, springs.Dimension);
        Batch scale = new(2, 1);
        Batch score = new(2, springs.Dimension);
        scale.Values.Fill(1);
        for (int column = 0; column < springs.Dimension; column++)
        {
            float expected = (float)Math.Sqrt((1 + (1 / Springs.Stiffness)) * 177 / 180) * ((column / 3 % 2 * 2) - 1);
            (noisy[0, column], noisy[1, column]) = (MathF.Sqrt(2) * expected, MathF.Sqrt(2.5f) * expected);
        }

        taught.Estimate(springs, noisy, scale, score, Step(new TrainingState(RandomStream.FromSeed(1)), 0));

        Assert.NotEqual(7, score[0, 0]);
        Assert.Equal(7, score[1, 0]);
    }

    /// <summary>Chains, networks and randomness: all that a run needs is in its checkpoint.</summary>
    [Fact]
    public void Training_goes_on_from_a_checkpoint_as_if_it_had_never_stopped()
    {
        ObjectiveSession<ParticleGenerator> whole = SmallSessions.Particles(taught: Options());
        SmallSessions.Advance(whole, 12);
        Dictionary<string, CheckpointTensor> saved = SmallSessions.Save(whole);
        SmallSessions.Advance(whole, SmallSessions.Steps);
        ObjectiveSession<ParticleGenerator> resumed = SmallSessions.Particles(taught: Options());
        resumed.Load(new CheckpointSection(saved));

        Assert.Contains("chains/positions", string.Join(' ', saved.Keys), StringComparison.Ordinal);
        SmallSessions.Advance(resumed, SmallSessions.Steps);

        Assert.Equal(SmallSessions.Fingerprint(SmallSessions.Save(whole)), SmallSessions.Fingerprint(SmallSessions.Save(resumed)));
    }

    private static TaughtScoreOptions Options(int particles = 4, int axes = Axes)
    {
        Batch starts = new(256, particles * axes);
        RandomStream.FromSeed(2).FillNormal(starts.Values);
        PairNetworkOptions network = new() { Particles = particles, SpatialDimensions = axes, Width = 16, Layers = 2, LevelFeatures = 5 };
        return new TaughtScoreOptions
        {
            Starts = starts,
            Network = random => new PairScoreNetwork(network, 0.1, 3, random),
            Levels = new NoiseLevels.LogUniform(0.1, 3),
            Deviation = particles == 2 ? 1.1 : Math.Sqrt(1 / Springs.Stiffness),
            SquaredScore = Springs.Stiffness,
            CentredAxes = axes,
            FirstSteps = 5,
        };
    }

    /// <summary>Root mean square of s times the error of a score after some steps, at distances from −4 to 4.</summary>
    private static double Error(int steps)
    {
        const double Noise = 0.5;
        static double Energy(double distance) => 0.1 * Math.Pow((distance * distance) - 4, 2);
        ITarget wells = Samovar.Targets.Target.FromPairPotential(2, 1, squared => 0.1 * Compute.Graphs.TracedMath.Square(squared - 4), name: "wells");
        AdamOptions optimizer = new() { LearningRate = 5e-3, ClipNorm = 1, Schedule = LearningRateSchedule.HoldThenLinear, FinalShare = 0.02 };
        TaughtScore taught = new(Options(2, 1), optimizer, 128, (_, _, _) => throw new InvalidOperationException());
        TrainingState state = new(RandomStream.FromSeed(1));
        Batch noisy = new(Rows, 2);
        Batch scale = new(Rows, 1);
        Batch score = new(Rows, 2);
        scale.Values.Fill((float)Noise);
        for (int row = 0; row < Rows; row++)
        {
            noisy[row, 0] = -2 + (4f * row / (Rows - 1));
            noisy[row, 1] = -noisy[row, 0];
        }

        for (int step = 0; step < steps; step++)
        {
            taught.Estimate(wells, noisy, scale, score, Step(state, step, steps));
        }

        // The distance has noise of variance 2s², and the score of the first coordinate is that of the distance.
        return Noise * Math.Sqrt(Enumerable.Range(0, Rows).Average(row =>
        {
            double distance = 2 * noisy[row, 0];
            double[] grid = [.. Enumerable.Range(-600, 1201).Select(place => 0.01 * place)];
            double[] weights = [.. grid.Select(r => Math.Exp(-Energy(r) - (Math.Pow(distance - r, 2) / (4 * Noise * Noise))))];
            double mean = grid.Zip(weights, (r, weight) => r * weight).Sum() / weights.Sum();
            return Math.Pow(score[row, 0] - ((mean - distance) / (2 * Noise * Noise)), 2);
        }));
    }

    /// <summary>Slope of the aim on y and its standard error, for x ~ N(0, 1/k) and a score of −k' x.</summary>
    private static (double Slope, double Error) SlopeOfTheAim(float scale, double squaredScore, double stiffness)
    {
        float[] point = new float[400_000];
        float[] noise = new float[point.Length];
        RandomStream random = RandomStream.FromSeed(4);
        random.FillNormal(point);
        random.FillNormal(noise);
        for (int place = 0; place < point.Length; place++)
        {
            point[place] /= (float)Math.Sqrt(Springs.Stiffness);
        }

        TaughtScore.Aim(point, [.. point.Select(x => (float)(-stiffness * x))], noise, scale, squaredScore);
        double square = noise.Sum(y => (double)y * y);
        double slope = point.Zip(noise, (aim, y) => (double)aim * y).Sum() / square;
        double rest = point.Zip(noise, (aim, y) => Math.Pow(aim - (slope * y), 2)).Sum();
        return (slope, Math.Sqrt(rest / point.Length / square));
    }

    private static TrainingStep Step(TrainingState state, int index, int steps = 1) => new(state, index, steps, RandomStream.FromSeed(5).Split(index));
}
