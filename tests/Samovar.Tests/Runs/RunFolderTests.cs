using Samovar.Compute;
using Samovar.Runs;

namespace Samovar.Tests.Runs;

public sealed class RunFolderTests : TemporaryFolder
{
    private static readonly RunManifest Manifest = new(
        new RunPlan("mog40", new Dictionary<string, string> { ["dimension"] = "2" }, "dikl", "quick", ulong.MaxValue, 100),
        new MachineFacts("0.1.0", ".NET", "a processor", 2),
        new Dictionary<string, RunInput>(),
        "samovar train mog40");

    [Fact]
    public void The_manifest_survives()
    {
        RunFolder.Create(At("run"), Manifest);

        RunManifest read = RunFolder.Open(At("run")).Manifest;

        Assert.Equal(Manifest.ToJson(), read.ToJson());
        Assert.Equal(ulong.MaxValue, read.Plan.Seed);
        Assert.Equal("2", read.Plan.TargetOptions["dimension"]);
    }

    [Fact]
    public void A_manifest_of_an_earlier_version_is_read_as_a_training()
    {
        string old = Manifest.ToJson().Replace("\"methodOptions\": {},", "", StringComparison.Ordinal).Replace("\"draws\": 0", "\"x\": 0", StringComparison.Ordinal);

        RunPlan plan = RunManifest.Parse(old, "run.json").Plan;

        Assert.NotEqual(Manifest.ToJson(), old);
        Assert.False(plan.IsDirect);
        Assert.Empty(plan.MethodOptions);
    }

    [Fact]
    public void What_a_sampler_left_survives_even_where_it_is_not_finite()
    {
        SamplingRecord record = new(new EvaluationCost(7, 3), 1.5)
        {
            LogNormalizer = new LogNormalizerEstimate(-2.25, double.NaN, "counting"),
            Diagnostics = [new Diagnostic("worst-r-hat", double.PositiveInfinity, "1 is right")],
            Findings = [new Finding(Severity.Amber, "stuck", "It is stuck.", "Push.")],
            Curves = [new Curve("barrier", "temperature", [new CurvePoint(0, 1), new CurvePoint(1, double.NaN)])],
        };
        RunFolder folder = RunFolder.Create(At("run"), Manifest);

        folder.SaveSampling(new Batch(2, 1), [0.25, 0.75], record);

        SamplingRecord read = RunFolder.Open(At("run")).LoadSampling()!;
        Assert.Equal(record.ToJson(), read.ToJson());
        Assert.Equal(record.LogNormalizer, read.LogNormalizer);
        Assert.Equal(record.Findings, read.Findings);
        Assert.Equal(double.PositiveInfinity, read.Diagnostics[0].Value);
        Assert.Equal([0.25, 0.75], folder.LoadWeights());
        Assert.Equal(2, folder.LoadSamples().Count);
        Assert.Contains("Draw again", Assert.Throws<InvalidDataException>(() => SamplingRecord.Parse("{}", "sampling.json")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_training_has_no_record_of_sampling()
    {
        RunFolder folder = RunFolder.Create(At("run"), Manifest);

        Assert.Null(folder.LoadSampling());
        Assert.Null(folder.LoadWeights());
    }

    [Fact]
    public void An_existing_run_is_not_overwritten()
    {
        RunFolder.Create(At("run"), Manifest);

        Assert.Contains("--resume", Assert.Throws<IOException>(() => RunFolder.Create(At("run"), Manifest)).Message);
    }

    [Fact]
    public void Other_peoples_files_are_not_touched()
    {
        Directory.CreateDirectory(At("thesis"));
        File.WriteAllText(At("thesis/chapter1.tex"), "text");

        Assert.Contains("holds other files", RunFolder.Problem(At("thesis")));
    }

    [Fact]
    public void An_empty_folder_will_do()
    {
        Directory.CreateDirectory(At("empty"));

        Assert.Null(RunFolder.Problem(At("empty")));
        Assert.Empty(Directory.GetFileSystemEntries(At("empty")));
    }

    [Fact]
    public void A_file_in_the_way_is_named()
    {
        File.WriteAllText(At("file"), "text");

        Assert.Contains("is a file", RunFolder.Problem(At("file")));
        Assert.NotNull(RunFolder.Problem(At("file/run")));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("null")]
    public void A_damaged_manifest_is_one_clear_error(string text)
    {
        RunFolder.Create(At("run"), Manifest);
        File.WriteAllText(At("run/run.json"), text);

        Assert.Contains("run.json", Assert.Throws<InvalidDataException>(() => RunFolder.Open(At("run"))).Message);
    }

    [Fact]
    public void A_folder_without_run_is_one_clear_error() =>
        Assert.Contains("is not a run", Assert.Throws<InvalidDataException>(() => RunFolder.Open(At("nowhere"))).Message);

    [Fact]
    public void A_checkpoint_restores_state_and_progress()
    {
        RunFolder folder = RunFolder.Create(At("run"), Manifest);
        folder.SaveCheckpoint(new Counter(7), new CheckpointProgress(50, new EvaluationCost(3, 2)));

        Counter restored = new(0);
        CheckpointProgress progress = RunFolder.Open(At("run")).LoadCheckpoint(restored);

        Assert.Equal(7, restored.Value);
        Assert.Equal(new CheckpointProgress(50, new EvaluationCost(3, 2)), progress);
    }

    [Fact]
    public void A_checkpoint_of_another_run_is_refused()
    {
        RunFolder other = RunFolder.Create(At("other"), Manifest with { Plan = Manifest.Plan with { Seed = 2 } });
        other.SaveCheckpoint(new Counter(7), new CheckpointProgress(50, EvaluationCost.None));
        RunFolder folder = RunFolder.Create(At("run"), Manifest);
        File.Copy(other.CheckpointPath, folder.CheckpointPath);

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => folder.LoadCheckpoint(new Counter(0)));

        Assert.Contains($"its seed is '2', that of run.json is '{ulong.MaxValue}'", exception.Message);
    }

    [Fact]
    public void The_history_is_cut_back_to_the_checkpoint()
    {
        RunFolder folder = RunFolder.Create(At("run"), Manifest);
        foreach (int step in new[] { 10, 20, 30 })
        {
            folder.Append(new StepRecord(step, step, new Dictionary<string, double> { ["loss"] = 1 }));
        }

        IReadOnlyList<StepRecord> kept = folder.CutHistory(20);

        Assert.Equal([10, 20], kept.Select(record => record.Step));
        Assert.Equal([10, 20], RunFolder.Open(At("run")).LoadHistory().Select(record => record.Step));
    }

    [Fact]
    public void Samples_are_readable_by_others()
    {
        RunFolder folder = RunFolder.Create(At("run"), Manifest);
        folder.SaveSampling(new Batch(5, 2), null, null);

        using FileStream stream = File.OpenRead(folder.SamplesPath);
        Assert.Equal(5, NumpyFile.Read(stream, "samples").Count);
    }

    [Fact]
    public void A_changed_input_is_noticed()
    {
        File.WriteAllText(At("data.csv"), "1,2");
        RunInput input = RunInput.Of(At("data.csv"));
        Assert.Null(input.Change());

        File.WriteAllText(At("data.csv"), "1,3");
        Assert.Contains("has changed", input.Change());

        File.Delete(At("data.csv"));
        Assert.Contains("no longer there", input.Change());
    }

    private sealed class Counter(long value) : ICheckpointed
    {
        public long Value { get; private set; } = value;

        public void Save(CheckpointSection section) => section.Write("value", Value);

        public void Load(CheckpointSection section)
        {
            Span<long> read = stackalloc long[1];
            section.Read("value", read);
            Value = read[0];
        }
    }
}
