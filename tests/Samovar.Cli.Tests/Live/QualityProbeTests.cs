using Samovar.Cli.Catalogue;
using Samovar.Cli.Live;
using Samovar.Cli.Tests.Fakes;
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
