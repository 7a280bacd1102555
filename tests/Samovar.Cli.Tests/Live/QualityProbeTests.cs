using Samovar.Cli.Catalogue;
using Samovar.Cli.Live;
using Samovar.Cli.Tests.Fakes;
using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Data;
using Samovar.Data.Sources;
using Samovar.Methods;
using Samovar.Runs;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Cli.Tests.Live;

public sealed class QualityProbeTests : IDisposable
{
    private const ulong Seed = 3;

    private readonly string folder = Directory.CreateTempSubdirectory("samovar-test-").FullName;

    [Theory]
    [InlineData("dikl")]
    [InlineData("tb")]
    [InlineData("pis")]
    [InlineData("gcd")]
    [InlineData("sd-flow")]
    public void Looking_changes_no_byte_of_a_checkpoint(string method)
    {
        byte[] alone = Checkpoint(method, looks: false);
        byte[] watched = Checkpoint(method, looks: true);

        Assert.Equal(alone, watched);
    }

    [Fact]
    public void A_sampler_that_is_the_target_is_on_its_support_in_all_modes()
    {
        Mog9 target = new();
        DensitySubject subject = new(target);
        Glimpse glimpse = new QualityProbe(subject, Seed).Look(new FinishedSession(new ExactSampler(target, 2)));

        Assert.Equal(9, Value(glimpse, "modes visited"));
        Assert.InRange(Value(glimpse, "draws on the support"), 0.98, 1);
        // A mean of 1,000 has a standard error of 0.03; six of them are never seen by chance.
        Assert.InRange(Value(glimpse, "median energy's shift"), -0.2, 0.2);
    }

    [Fact]
    public void A_wide_cloud_over_all_modes_visits_few()
    {
        Mog9 target = new();
        Glimpse glimpse = new QualityProbe(new DensitySubject(target), Seed).Look(new FinishedSession(new ExactSampler(target, 2) { Noise = 40 }));

        Assert.InRange(Value(glimpse, "draws on the support"), 0, 0.3);
        Assert.True(Value(glimpse, "median energy's shift") > 3);
    }

    [Fact]
    public void Without_truth_the_energy_and_its_score_tell_right_draws_from_wide_ones()
    {
        Mog9 known = new();
        DensitySubject subject = new(Target.FromEnergy(2, x => 0.5 * (TracedMath.Square(x[0]) + TracedMath.Square(x[1] / 2)), "own"));
        Unit truth = new();

        Glimpse right = new QualityProbe(subject, Seed).Look(new FinishedSession(new ExactSampler(truth, 2)));
        Glimpse wide = new QualityProbe(subject, Seed).Look(new FinishedSession(new ExactSampler(truth, 2) { Noise = 1 }));

        Assert.InRange(Value(right, "width by the score"), 0.7, 1.3);
        Assert.InRange(Value(right, "energy shift under exact steps"), -0.3, 0.3);
        // Noise of deviation 1 beside deviations of 1 and 2: (2 + 5/4)/2 = 1.6.
        Assert.InRange(Value(wide, "width by the score"), 1.3, 2);
        Assert.True(Value(wide, "energy shift under exact steps") < -0.15);
        Assert.DoesNotContain(new QualityProbe(new DensitySubject(known), Seed).Look(new FinishedSession(new ExactSampler(known, 2))).Readings, reading => reading.Name == "width by the score");
    }

    [Fact]
    public void Of_particles_overlaps_and_basins_are_told_without_a_pool_of_true_draws()
    {
        Dw4 particles = new();
        Glimpse apart = new QualityProbe(new DensitySubject(particles), Seed).Look(new FinishedSession(new ExactSampler(new Square4(), 8) { Noise = 0.05 }));
        Glimpse together = new QualityProbe(new DensitySubject(particles), Seed).Look(new FinishedSession(new ExactSampler(new Square4(), 8) { Noise = 40 }));

        Assert.Equal(0, Value(apart, "clash share"));
        Assert.InRange(Value(apart, "basins visited"), 1, 2);
        Assert.InRange(Value(together, "clash share"), 0.9, 1);
        Assert.Contains(apart.Readings, reading => reading.Words == "clashes 0 %");
    }

    [Fact]
    public void Of_particles_whose_zero_of_energy_means_nothing_no_clashes_are_told()
    {
        PairPotential particles = Target.FromPairPotential(4, 2, r2 => TracedMath.Square(TracedMath.Square(TracedMath.Sqrt(r2) - 4) - 2));

        Glimpse glimpse = new QualityProbe(new DensitySubject(particles), Seed).Look(new FinishedSession(new ExactSampler(new Square4(), 8) { Noise = 0.05 }));

        Assert.DoesNotContain(glimpse.Readings, reading => reading.Name == "clash share");
        Assert.Contains(glimpse.Readings, reading => reading.Name == "energy shift under exact steps");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static double Value(Glimpse glimpse, string name) => glimpse.Readings.Single(reading => reading.Name == name).Value;

    private byte[] Checkpoint(string method, bool looks)
    {
        (Subject subject, TrainingSession session) = Start(method);
        QualityProbe probe = new(subject, Seed);
        for (int step = 0; step < 6; step++)
        {
            Assert.Null(session.Advance());
            if (looks)
            {
                Assert.NotEmpty(probe.Look(session).Readings);
            }
        }

        RunPlan plan = new("test", new Dictionary<string, string>(), method, "quick", Seed, session.PlannedSteps);
        RunManifest manifest = new(plan, MachineFacts.Current(1), new Dictionary<string, RunInput>(), "test");
        RunFolder run = RunFolder.Create(Path.Combine(folder, $"{method}-{looks}"), manifest);
        run.SaveCheckpoint(session, new CheckpointProgress(session.CompletedSteps, session.Cost));
        return File.ReadAllBytes(run.CheckpointPath);
    }

    /// <summary>Deviations 1 and 2.</summary>
    private sealed class Unit : IHasExactDraws
    {
        public void DrawExactly(Batch destination, RandomStream random)
        {
            random.FillNormal(destination.Values);
            for (int row = 0; row < destination.Count; row++)
            {
                destination[row, 1] *= 2;
            }
        }
    }

    /// <summary>Four particles on a square whose sides of 2.51 are a minimum of the pair energy of dw4.</summary>
    private sealed class Square4 : IHasExactDraws
    {
        private static readonly float[] Corners = [-1.255f, -1.255f, -1.255f, 1.255f, 1.255f, -1.255f, 1.255f, 1.255f];

        public void DrawExactly(Batch destination, RandomStream random)
        {
            for (int row = 0; row < destination.Count; row++)
            {
                Corners.CopyTo(destination.Row(row));
            }
        }
    }

    private static (Subject Subject, TrainingSession Session) Start(string method)
    {
        Mog9 target = new();
        DataSet data = DataSet.Of(new Grid25());
        return method switch
        {
            "dikl" => (new DensitySubject(target), new Dikl().Start(target, "quick", Seed)),
            "tb" => (new DensitySubject(target), new Tb().Start(target, "quick", Seed)),
            "pis" => (new DensitySubject(target), new Pis().Start(target, "quick", Seed)),
            "gcd" => (new DataSubject(data), new Gcd().Start(data, "quick", Seed, null)),
            _ => (new DataSubject(data), new SdFlow().Start(data, "quick", Seed, null)),
        };
    }
}
