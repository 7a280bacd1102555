using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Data;
using Samovar.Data.Sources;
using Samovar.Diffusions;
using Samovar.Methods;
using Samovar.Runs;
using Samovar.Samplers;
using Samovar.Samplers.Particles;
using Samovar.Targets;
using Samovar.Tests.Training;
using Samovar.Training;

namespace Samovar.Tests.Samplers.Particles;

public sealed class ParticleFlowTests
{
    private static readonly DataSet Grid = DataSet.Of(new Grid25());

    /// <summary>The reference run of the method: every mode, sharply and evenly. Limits lie far outside the scatter of seeds (0.996 ± 0.001, 0.001, 0.0496).</summary>
    [Fact]
    public void An_annealed_score_difference_finds_all_modes_of_the_grid()
    {
        Batch points = Draw(new NoiseSchedule.Cosine(5, 0.1), () => new ScoreDifference(new RowAttraction(Grid, 1024)));

        Assert.Equal(25, Swarms.Measure("modes-covered", points, Grid));
        Assert.InRange(Swarms.Measure("high-quality-rate", points, Grid), 0.98, 1);
        Assert.InRange(Swarms.Measure("kl-mode", points, Grid), 0, 0.01);
        Assert.InRange(Swarms.Measure("within-mode-deviation", points, Grid), 0.045, 0.053);
    }

    [Fact]
    public void Little_noise_from_the_start_loses_modes()
    {
        Batch points = Draw(new NoiseSchedule.Constant(0.1), () => new ScoreDifference(new RowAttraction(Grid, 1024)));

        Assert.InRange(Swarms.Measure("modes-covered", points, Grid), 1, 18);
    }

    [Fact]
    public void Without_repulsion_the_particles_miss_the_modes()
    {
        Batch points = Draw(new NoiseSchedule.Geometric(5, 0.1), () => new MeanShift(new RowAttraction(Grid, 1024)));

        Assert.InRange(Swarms.Measure("high-quality-rate", points, Grid), 0, 0.9);
    }

    [Fact]
    public void Without_normalization_the_particles_come_to_few_modes_sharply()
    {
        Batch points = Draw(new NoiseSchedule.Geometric(5, 0.1), () => new MmdFlow(new RowAttraction(Grid, 1024)));

        Assert.InRange(Swarms.Measure("high-quality-rate", points, Grid), 0.05, 0.5);
    }

    /// <summary>The target has mean 1 and variance 1 in every coordinate; moments of 500 draws have errors of 0.045 and 0.06.</summary>
    [Theory]
    [InlineData("svgd")]
    [InlineData("langevin")]
    [InlineData("score-difference")]
    public void From_an_energy_particles_come_to_the_gaussian(string name)
    {
        Gaussian target = new(new GaussianOptions { Dimension = 2 });
        ParticleFlowOptions options = name switch
        {
            "svgd" => new() { Particles = 500, Steps = 600, Schedule = new NoiseSchedule.Constant(0.6), Noise = false, StepSize = 0.5, StartMean = -2, StartScale = 0.5 },
            "langevin" => new() { Particles = 2_000, Steps = 300, Schedule = new NoiseSchedule.Constant(0.2), Noise = false, StartMean = -2, StartScale = 0.5 },
            _ => new() { Particles = 500, Steps = 100, Schedule = new NoiseSchedule.Geometric(2, 0.4), StartMean = -2, StartScale = 0.5 },
        };
        IParticleRule Rule() => name switch
        {
            "svgd" => new SteinVariational(target),
            "langevin" => new LangevinRule(target),
            _ => new ScoreDifference(new EnergyAttraction(target, new ImportanceSampledScore(new ImportanceSamplingOptions { Draws = 64 }))),
        };

        (double mean, double variance) = Swarms.Moments(new ParticleFlow(2, options, Rule, RandomStream.FromSeed(1)).Draw(options.Particles, RandomStream.FromSeed(2)).Points);

        Assert.Equal(1, mean, 0.15);
        Assert.Equal(1, variance, 0.2);
    }

    /// <summary>Unadjusted Langevin moves of step h = ησ² leave N(0, 1/(1 − h/2)): 1.099 at h = 0.18. With noise of 2η²σ² it would be 0.55 at η = ½.</summary>
    /// <remarks>40,000 numbers have a variance with the error 0.0078; 0.04 is five of them.</remarks>
    [Theory]
    [InlineData(0.5, 0.6)]
    [InlineData(1, 0.424264)]
    public void Langevin_moves_keep_the_variance_of_their_closed_form_at_every_step_size(double share, double level)
    {
        ParticleFlowOptions options = new() { Particles = 20_000, Steps = 60, Schedule = new NoiseSchedule.Constant(level), Noise = false, StepSize = share, StartMean = 1 };
        ParticleFlow flow = new(2, options, () => new LangevinRule(new Gaussian(new GaussianOptions { Dimension = 2 })), RandomStream.FromSeed(1));

        (double mean, double variance) = Swarms.Moments(flow.Draw(options.Particles, RandomStream.FromSeed(2)).Points);

        Assert.Equal(1, mean, 0.026);
        Assert.Equal(1 / (1 - (share * level * level / 2)), variance, 0.04);
    }

    /// <summary>The same target through the method, as 'samovar train gaussian --method sd-flow' goes; moments of 1,000 draws have errors of 0.03 and 0.045.</summary>
    /// <remarks>Its broken twin lacks the repulsion, and collapses.</remarks>
    [Fact]
    public void The_method_moves_particles_to_an_energy()
    {
        (double mean, double variance) = Swarms.Moments(Draw(new SdFlow()));

        Assert.Equal(1, mean, 0.15);
        Assert.Equal(1, variance, 0.2);
        Assert.InRange(Swarms.Moments(Draw(new SdFlow(new SdFlowSettings { Rule = FlowRule.Shift }))).Variance, 0, 0.5);

        static Batch Draw(SdFlow method)
        {
            ObjectiveSession<EnergyFlow> session = (ObjectiveSession<EnergyFlow>)method.Start(new Gaussian(new GaussianOptions { Dimension = 2 }), "quick", 3, 60);
            long before = session.Cost.Scores;
            Draws draws = session.Sampler.Draw(session.Target, 1_000, RandomStream.FromSeed(2));
            Assert.Equal(draws.Cost.Scores, session.Cost.Scores - before);
            Assert.True(draws.Cost.Scores >= 60 * 1_024);
            return draws.Points;
        }
    }

    [Fact]
    public void A_resumed_flow_to_an_energy_equals_one_that_never_stopped()
    {
        static TrainingSession New() => new SdFlow().Start(new Mog9(), "quick", 3, 12);
        TrainingSession whole = New();
        SmallSessions.Advance(whole, 9);
        TrainingSession first = New();
        SmallSessions.Advance(first, 4);
        TrainingSession second = New();
        second.Load(new CheckpointSection(SmallSessions.Save(first)));
        SmallSessions.Advance(second, 9);

        Assert.Equal(SmallSessions.Fingerprint(SmallSessions.Save(whole)), SmallSessions.Fingerprint(SmallSessions.Save(second)));
    }

    [Theory]
    [InlineData("default", true, "stein", "rows have none")]
    [InlineData("default", false, "mmd", "an energy has none")]
    [InlineData("generator", true, "mmd", "trains a network")]
    public void Rules_that_make_no_sense_are_refused(string preset, bool fromRows, string rule, string words)
    {
        SdFlow method = new(new SdFlowSettings { Rule = Enum.Parse<FlowRule>(rule, ignoreCase: true) });

        Assert.Contains(fromRows ? method.Problems(Grid, preset) : method.Problems(new Mog9(), preset), problem => problem.Contains(words, StringComparison.Ordinal));
        Assert.Empty(fromRows ? new SdFlow().Problems(Grid, preset) : new SdFlow().Problems(new Mog9(), preset));
    }

    [Theory]
    [InlineData(FlowRule.Difference, NoiseCourse.Constant, true)]
    [InlineData(FlowRule.Langevin, null, true)]
    [InlineData(FlowRule.Langevin, NoiseCourse.Cosine, false)]
    [InlineData(FlowRule.Difference, null, false)]
    public void A_first_noise_is_refused_where_noise_is_constant(FlowRule rule, NoiseCourse? schedule, bool refused)
    {
        SdFlowSettings settings = new() { Rule = rule, Schedule = schedule, FirstNoise = 2 };

        string[] problems = [.. new SdFlow(settings).Problems(new Mog9(), "default")];
        Assert.Equal(refused, problems is [var problem] && problem.Contains("first-noise would do nothing. Give the noise with --last-noise", StringComparison.Ordinal));
        Assert.Empty(new SdFlow(settings with { FirstNoise = null, LastNoise = 0.5 }).Problems(new Mog9(), "default"));
    }

    [Fact]
    public void A_resumed_flow_equals_one_that_never_stopped()
    {
        TrainingSession whole = Session();
        SmallSessions.Advance(whole, 12);
        TrainingSession first = Session();
        SmallSessions.Advance(first, 7);
        TrainingSession second = Session();
        second.Load(new CheckpointSection(SmallSessions.Save(first)));
        SmallSessions.Advance(second, 12);

        Assert.Equal(SmallSessions.Fingerprint(SmallSessions.Save(whole)), SmallSessions.Fingerprint(SmallSessions.Save(second)));
        Assert.Equal(whole.TakeRecords(), second.TakeRecords());
    }

    [Fact]
    public void A_step_allocates_no_more_than_its_closures()
    {
        TrainingSession session = Session();
        SmallSessions.Advance(session, 3);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int step = 0; step < 5; step++)
        {
            session.Advance();
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 5, 0, 3_000);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void Schedules_begin_and_end_where_they_should(double share)
    {
        NoiseSchedule[] schedules = [new NoiseSchedule.Cosine(5, 0.1), new NoiseSchedule.Geometric(5, 0.1), new NoiseSchedule.LogCosine(5, 0.1)];

        double[] middle = [2.55, Math.Sqrt(0.5), Math.Sqrt(0.5)];
        for (int index = 0; index < schedules.Length; index++)
        {
            Assert.Equal(share == 0 ? 5 : share == 1 ? 0.1 : middle[index], schedules[index].At(share), 1e-12);
        }
    }

    private static TrainingSession Session() => new SdFlow().Start(Grid, "quick", 3, 20);

    private static Batch Draw(NoiseSchedule schedule, Func<IParticleRule> rule)
    {
        ParticleFlowOptions options = new() { Schedule = schedule };
        return new ParticleFlow(2, options, rule, RandomStream.FromSeed(1)).Draw(options.Particles, RandomStream.FromSeed(1).Named("draws")).Points;
    }
}
