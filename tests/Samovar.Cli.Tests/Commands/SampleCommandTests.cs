using Samovar.Cli.Commands;
using Samovar.Compute;
using Samovar.Runs;

namespace Samovar.Cli.Tests.Commands;

public sealed class SampleCommandTests : CommandFixture
{
    [Fact]
    public void Writes_numpy_and_csv_with_the_same_draws()
    {
        Train("run");

        Transcript numpy = Run("sample", "run", "--count", "20", "--out", "draws.npy");
        Transcript csv = Run("sample", "run", "--count", "20", "--out", "draws.csv");

        Assert.Equal(new Transcript(ExitCode.Done, "20 draws in 2 dimensions written to draws.npy\n", string.Empty), numpy);
        Assert.Equal(ExitCode.Done, csv.Code);
        using FileStream stream = File.OpenRead(At("draws.npy"));
        Batch points = NumpyFile.Read(stream, "draws.npy");
        string[] lines = File.ReadAllLines(At("draws.csv"));
        Assert.Equal("x1,x2", lines[0]);
        Assert.Equal(20, lines.Length - 1);
        Assert.Equal(points[19, 1], float.Parse(lines[20].Split(',')[1], System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Another_seed_gives_other_draws()
    {
        Train("run");
        Run("sample", "run", "--count", "20", "--out", "a.csv");
        Run("sample", "run", "--count", "20", "--out", "b.csv");
        Run("sample", "run", "--count", "20", "--out", "c.csv", "--seed", "9");

        Assert.Equal(File.ReadAllText(At("a.csv")), File.ReadAllText(At("b.csv")));
        Assert.NotEqual(File.ReadAllText(At("a.csv")), File.ReadAllText(At("c.csv")));
    }

    [Fact]
    public void Everything_wrong_is_told_at_once()
    {
        Transcript run = Run("sample", "nowhere", "--count", "none", "--out", "draws.txt");

        Assert.Equal(
            $"""
            error: 3 problems; nothing was done.
              1. --count is 'none'; it should be a whole number, 1 to 100000000.
              2. --out is 'draws.txt'; it should end in .npy or .csv.
              3. '{At("nowhere")}' is not a run: it is not a folder. A run is a folder that 'samovar train' or 'samovar sample' made.
            See 'samovar sample --help'.

            """,
            run.Error);
        Assert.Equal(ExitCode.Usage, run.Code);
    }

    [Fact]
    public void A_run_without_checkpoint_says_how_to_get_one()
    {
        Run("train", "two-bumps", "--method", "explodes", "--out", "run");

        Transcript run = Run("sample", "run", "--out", "draws.npy");

        Assert.StartsWith("error: 'run' has no checkpoint yet, so there is nothing to draw from. Train it: samovar train --resume --out run\n", run.Error);
    }

    [Fact]
    public void Json_says_what_was_written()
    {
        Train("run");

        Transcript run = Run("sample", "run", "--count", "3", "--out", "draws.npy", "--json");

        Assert.Equal($"{{\n  \"file\": \"{At("draws.npy")}\",\n  \"count\": 3,\n  \"dimension\": 2,\n  \"seed\": 1,\n  \"scoreEvaluations\": 0,\n  \"acceptance\": null,\n  \"energyBefore\": null,\n  \"energyAfter\": null,\n  \"energyChangeError\": null,\n  \"weightsFile\": null,\n  \"effectiveShare\": null\n}}\n", run.Output);
    }

    [Fact]
    public void Refining_moves_the_draws_towards_the_target()
    {
        Train("run");
        Run("sample", "run", "--count", "4000", "--out", "raw.npy");

        Transcript run = Run("sample", "run", "--count", "4000", "--out", "refined.npy", "--refine", "100");

        Assert.Equal(ExitCode.Done, run.Code);
        // 4,000 draws × (1 + 100 leapfrog steps: 5 single ones and 5 trajectories of 19), and 256 of them × (1 + 50 × 19) to tune.
        Assert.Matches(@"Refined by 10 Hamiltonian trajectories each, with acceptance 0\.[6-9]\d+ at leapfrog steps of up to \S+; 647 456 score evaluations\.", run.Output);
        Assert.Matches(@"Mean energy \S+ before and \S+ after, a change of \S+ ± 0\.0\d+; median \S+ and \S+\.", run.Output);
        // Two bumps at ± 2 have a second moment of 5 along the first coordinate; the untrained Gaussian has 1. The standard error is below 0.1.
        Assert.InRange(SecondMoment("raw.npy"), 0.8, 1.2);
        Assert.InRange(SecondMoment("refined.npy"), 4.4, 5.6);
    }

    /// <summary>The untrained Gaussian has half of its draws where the density is zero: there is no slope there.</summary>
    [Fact]
    public void Refining_draws_with_density_zero_says_that_there_is_no_mean_energy()
    {
        File.WriteAllText(At("edge.cs"), "Target.FromEnergy(2, x => Where(x[0] > 0.0, Sum(x * x), double.PositiveInfinity), name: \"edge\")");
        Run("train", "edge.cs", "--method", "mean-field", "--preset", "quick", "--out", "run");

        Transcript run = Run("sample", "run", "--count", "100", "--out", "refined.npy", "--refine", "20");

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Matches(@"\d+ of 100 draws had no finite energy before and \d+ have none after, so there is no mean energy to tell", run.Output);
        Assert.DoesNotContain("NaN", run.Output);
    }

    private double SecondMoment(string name)
    {
        using FileStream stream = File.OpenRead(At(name));
        Batch points = NumpyFile.Read(stream, name);
        return Enumerable.Range(0, points.Count).Average(row => (double)points[row, 0] * points[row, 0]);
    }
}
