using System.Reflection;
using System.Text.Json;
using Samovar.Checks;
using Samovar.Cli.Commands;
using Samovar.Cli.Tests.Fakes;
using Samovar.Methods;
using Samovar.Metrics;
using Samovar.Runs;

namespace Samovar.Cli.Tests.Commands;

/// <summary>Runs of a sampler whose draws have weights, with the metrics of weights and the checks that belong to them; the other metrics take their time.</summary>
public sealed class PathRunTests : CommandFixture
{
    private protected override IReadOnlyList<Assembly> Assemblies =>
    [
        new Selection(
            typeof(TwoBumps), typeof(MeanField), typeof(Urn), typeof(Tb), typeof(Pis), typeof(Elbo), typeof(Eubo), typeof(LogNormalizerForward), typeof(ShortenedScoresCheck)),
    ];

    [Fact]
    public void A_stopped_run_goes_on_as_if_it_had_never_stopped()
    {
        Transcript whole = Paths("whole");
        using CancellationTokenSource stop = new();
        TickingClock clock = new(0.001, reading =>
        {
            if (reading == 60)
            {
                stop.Cancel();
            }
        });
        Transcript stopped = RunWith(clock, stop.Token, Training("halves"));
        Transcript resumed = Run("train", "--resume", "--out", "halves");

        Assert.Equal((ExitCode.Done, ExitCode.Cancelled, ExitCode.Done), (whole.Code, stopped.Code, resumed.Code));
        Assert.Matches(@"^Stopped after step [1-4]?[0-9] of 40; nothing is lost", stopped.Error);
        foreach (string file in new[] { "checkpoint.safetensors", "samples.npy", "weights.npy" })
        {
            Assert.Equal(File.ReadAllBytes(At("whole", file)), File.ReadAllBytes(At("halves", file)));
        }
    }

    [Fact]
    public void Log_Z_is_told_with_an_interval_and_between_its_bounds_and_weights_are_written()
    {
        Transcript trained = Paths("run");
        Transcript numpy = Run("sample", "run", "--count", "1200", "--out", "draws.npy", "--weighted");
        Run("sample", "run", "--count", "1200", "--out", "draws.csv", "--weighted");
        Transcript both = Run("sample", "run", "--out", "draws.npy", "--weighted", "--refine", "3");

        Assert.Matches(@"\nlog Z = \S+ ± \S+, 95 % interval \S+ to \S+ \(importance sampling with 10000 paths in 5 repetitions\)\n", trained.Output);
        Assert.Matches(@"\nELBO \S+ ± \S+ ≤ log Z ≤ EUBO \S+ ± \S+; the bounds are \S+ nats apart\.\nFrom exact draws, which miss no mode, log Z = \S+ ± \S+\.\n", trained.Output);
        Assert.Matches(@"\nshortened-scores +\S+ +share of scores", trained.Output);
        Assert.Contains("gap between the bounds per step", File.ReadAllText(At("run", "report.html")));
        Assert.Equal(10_000, Weights("run", "weights.npy").Length);
        Assert.Matches(@"^1200 draws in 2 dimensions written to draws\.npy\nTheir weights, which sum to 1, are in draws\.weights\.npy; an effective share of 0\.\d+ carries them\.\n$", numpy.Output);
        double[] weights = Weights("draws.weights.npy");
        Assert.Equal(1, weights.Sum(), 9);
        string[] lines = File.ReadAllLines(At("draws.csv"));
        Assert.Equal("x1,x2,weight", lines[0]);
        Assert.Equal(weights[1_199], double.Parse(lines[1_200].Split(',')[2], System.Globalization.CultureInfo.InvariantCulture));
        Assert.StartsWith("error: --weighted and --refine exclude each other", both.Error);
        AssertBounds(Run("evaluate", "run", "--count", "1000", "--repeats", "3", "--json").Output);
    }

    [Fact]
    public void A_sampler_without_density_has_no_weights_to_write()
    {
        Train("run");

        Transcript run = Run("sample", "run", "--out", "draws.npy", "--weighted");

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.StartsWith("error: A sampler trained by 'mean-field' gives its draws no density, so they have no weights. Leave --weighted out,", run.Error);
        Assert.False(File.Exists(At("draws.npy")));
    }

    [Fact]
    public void Stored_draws_come_with_the_weights_that_they_have()
    {
        Run("sample", "two-bumps", "--method", "urn", "--count", "1000", "--out", "even");
        Run("sample", "two-bumps", "--method", "urn", "--count", "1000", "--out", "uneven", "--weighing", "true");

        Assert.StartsWith("error: The draws of 'urn' all weigh the same. Leave --weighted out.", Run("sample", "even", "--out", "draws.npy", "--weighted").Error);
        Assert.Equal(ExitCode.Done, Run("sample", "uneven", "--count", "1000", "--out", "draws.npy", "--weighted").Code);
        Assert.Equal(File.ReadAllBytes(At("uneven", "samples.npy")), File.ReadAllBytes(At("draws.npy")));
        Assert.All(Weights("uneven", "weights.npy").Zip(Weights("draws.weights.npy")), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        Assert.Contains("leaves weights.npy in its run folder", Run("sample", "two-bumps", "--method", "urn", "--weighted").Error);
    }

    /// <summary>A quartic so steep that nearly every score along the paths exceeds the limit that scores have in paper presets; elsewhere they are tempered and have none.</summary>
    [Fact]
    public void An_exploding_score_is_a_finding_that_fails_under_strict()
    {
        File.WriteAllText(At("steep.cs"), "Target.FromEnergy(2, x => 1e6 * Square(Square(x[0]) + Square(x[1]) - 100))");

        Transcript run = Run("train", "steep.cs", "--method", "pis", "--preset", "paper", "--steps", "3", "--out", "run", "--strict");

        Assert.Equal(ExitCode.Findings, run.Code);
        Assert.Matches(@"\n  (red|amber) +shortened-scores: \d+% of the scores along the paths were too long", run.Output);
    }

    /// <summary>An assembly that holds no more than some ideas.</summary>
    private sealed class Selection(params Type[] ideas) : Assembly
    {
        public override Type[] GetTypes() => ideas;
    }

    private static void AssertBounds(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement normalizer = document.RootElement.GetProperty("logNormalizer");
        double Metric(string name) => document.RootElement.GetProperty("metrics").EnumerateArray().Single(metric => metric.GetProperty("name").GetString() == name).GetProperty("value").GetDouble();

        Assert.InRange(normalizer.GetProperty("value").GetDouble(), normalizer.GetProperty("lower").GetDouble(), normalizer.GetProperty("upper").GetDouble());
        Assert.True(Metric("elbo") < Metric("eubo"));
        Assert.Contains(document.RootElement.GetProperty("diagnostics").EnumerateArray(), told => told.GetProperty("name").GetString() == "lost-paths");
    }

    private Transcript Paths(string name) => Run(Training(name));

    private static string[] Training(string name) => ["train", "two-bumps", "--method", "tb", "--preset", "quick", "--steps", "40", "--out", name];

    private double[] Weights(params string[] place)
    {
        using FileStream stream = File.OpenRead(At(place));
        return [.. NumpyFile.ReadVector(stream, place[^1])];
    }
}
