using System.Reflection;
using System.Text.Json;
using Samovar.Data;
using Samovar.Targets;

namespace Samovar.Cli.Tests.Commands;

/// <summary>Runs that learn from rows, with the methods and data sets of the library.</summary>
public sealed class DataRunTests : CommandFixture
{
    private protected override IReadOnlyList<Assembly> Assemblies => [typeof(ITarget).Assembly];

    [Fact]
    public void A_table_is_learned_and_drawn_in_its_own_columns()
    {
        WriteTable();

        Transcript trained = Run("train", "--data", "rows.csv", "--steps", "12", "--out", "run", "--quiet");
        Transcript sampled = Run("sample", "run", "--count", "7", "--out", "new.csv");

        Assert.Equal((0, 0), (trained.Code, sampled.Code));
        string[] lines = File.ReadAllLines(At("new.csv"));
        Assert.Equal("height,\"colour, main\",legs", lines[0]);
        Assert.Equal(8, lines.Length);
        Assert.All(lines[1..], line => Assert.Matches(@"^-?[0-9.]+,(red|green),-?[0-9]+$", line));
        foreach (string file in new[] { "run.json", "history.csv", "checkpoint.safetensors", "metrics.json", "report.html", "samples.npy", "samples.csv" })
        {
            Assert.True(File.Exists(At("run", file)), file);
        }
    }

    [Fact]
    public void The_run_remembers_file_columns_coordinates_and_split()
    {
        WriteTable();
        Run("train", "rows.csv", "--steps", "5", "--out", "run", "--quiet", "--option", "transform=whiten", "--option", "held-out=0.3");

        JsonElement run = JsonDocument.Parse(File.ReadAllText(At("run", "run.json"))).RootElement;

        Assert.EndsWith("rows.csv", run.GetProperty("inputs").GetProperty("data").GetProperty("path").GetString());
        JsonElement data = run.GetProperty("data");
        Assert.Equal("standardized and whitened", data.GetProperty("coordinates").GetString());
        Assert.Equal(42, data.GetProperty("trainingRows").GetInt32());
        Assert.Equal(18, data.GetProperty("heldOutRows").GetInt32());
        Assert.Equal(["number", "category", "whole"], data.GetProperty("columns").EnumerateArray().Select(column => column.GetProperty("kind").GetString()!));
    }

    /// <summary>An earlier build whitened columns in their own units: the sampler's numbers would mean something else now.</summary>
    [Fact]
    public void A_run_in_coordinates_that_are_no_longer_made_is_refused()
    {
        WriteTable();
        Run("train", "rows.csv", "--steps", "3", "--out", "run", "--quiet", "--option", "transform=whiten");
        string manifest = File.ReadAllText(At("run", "run.json"));
        Assert.Equal(0, Run("sample", "run", "--count", "3", "--out", "new.csv").Code);

        File.WriteAllText(At("run", "run.json"), manifest.Replace("\"standardized and whitened\"", "\"whitened\"", StringComparison.Ordinal));

        Transcript refused = Run("sample", "run", "--count", "3", "--out", "newer.csv");
        Assert.Equal(2, refused.Code);
        Assert.Contains("was learned in coordinates 'whitened', and this version makes 'standardized and whitened'", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_varies_in_held_out_rows_alone_is_told()
    {
        WriteRows(_ => "0.1");
        int heldOut = (int)new DataSet(new TableOptions { DataPath = At("rows.csv"), Transform = Transform.None, Ignore = "rare" }).HeldOut[0, 0];
        WriteRows(row => row == heldOut ? "0.2" : "0.1");

        Transcript trained = Run("train", "rows.csv", "--steps", "3", "--out", "run");

        Assert.Equal(0, trained.Code);
        Assert.Contains("have one value in 'rare', where held-out rows have others", string.Join(' ', trained.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Contains("\"constantInTraining\": [\n      \"rare\"\n    ]", File.ReadAllText(At("run", "run.json")), StringComparison.Ordinal);

        void WriteRows(Func<int, string> rare) => File.WriteAllLines(At("rows.csv"), Enumerable.Range(0, 40).Select(row => $"{row},{rare(row)}").Prepend("x,rare"));
    }

    [Fact]
    public void A_stopped_run_goes_on_to_the_same_bytes()
    {
        WriteTable();
        Run("train", "rows.csv", "--method", "sd-flow", "--steps", "16", "--out", "whole", "--quiet");
        Assert.Equal(0, RunWith(new TickingClock(0.02), default, "train", "rows.csv", "--method", "sd-flow", "--steps", "16", "--out", "parts", "--quiet", "--max-time", "0.2s").Code);
        Assert.NotEqual(File.ReadAllBytes(At("whole", "checkpoint.safetensors")), File.ReadAllBytes(At("parts", "checkpoint.safetensors")));

        Assert.Equal(0, Run("train", "--resume", "--out", "parts", "--quiet").Code);

        Assert.Equal(File.ReadAllBytes(At("whole", "checkpoint.safetensors")), File.ReadAllBytes(At("parts", "checkpoint.safetensors")));
    }

    [Fact]
    public void Data_and_energies_are_not_mistaken_for_each_other()
    {
        Assert.Contains("'grid25' is a data set, which has no energy, and method 'dikl' needs one. Methods that learn from data: ", Run("train", "grid25", "--method", "dikl").Error);
        Assert.Contains("'mog40' is an energy, and method 'gcd' learns from data. Methods that learn from energies: ", Run("train", "mog40", "--method", "gcd").Error);
        Assert.Contains("There is no target 'grid26'", Run("train", "grid26").Error);
        Assert.Contains("'x.tsv' is of no kind that is read: rows to learn from are comma-separated text (.csv) or a matrix of numpy (.npy)", Run("train", "--data", "x.tsv").Error);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("a,b\n1,2\n", "1 row of values; at least 4 are needed, 2 to learn from and 2 to judge by. Add rows.")]
    [InlineData("a,b\n1,2\n3,2\n4,2\n5,2\n", "column 'b': all 4 rows have the value '2'")]
    [InlineData("a,b\n1,2\n3,nan\n5,6\n", "line 3, column 'b': the value is missing ('nan')")]
    [InlineData("a,b\n1,2\n3,4,5\n", "line 3: 3 fields where the first line has 2")]
    public void Bad_data_is_refused_before_anything_is_written(string text, string message)
    {
        File.WriteAllText(At("rows.csv"), text);

        Transcript transcript = Run("train", "--data", "rows.csv", "--out", "run");

        Assert.Equal(2, transcript.Code);
        Assert.Contains(message, transcript.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(At("run")));
    }

    [Fact]
    public void Options_of_tables_are_told_and_a_changed_file_is_noticed()
    {
        WriteTable();
        Assert.Contains("Did you mean 'transform'?", Run("train", "rows.csv", "--option", "transfrom=none").Error);
        Run("train", "rows.csv", "--steps", "3", "--out", "run", "--quiet");
        File.AppendAllText(At("rows.csv"), "1.5,red,4\n");

        Assert.Contains("has changed since this run was made", Run("sample", "run", "--count", "3", "--out", "new.csv").Error);
    }

    [Fact]
    public void Listings_show_data_sets_and_methods_from_data()
    {
        Assert.Contains("grid25", Run("targets").Output);
        Assert.Contains("Learn from data: samovar train --data FILE.csv --method NAME", Run("methods").Output);
        Assert.Contains("rows of 2 coordinates to learn from", Run("targets", "grid25").Output);
        Assert.Contains("weber2023score", Run("cite", "sd-flow").Output);
    }

    [Fact]
    public void Draws_of_rows_cannot_be_refined()
    {
        WriteTable();
        Run("train", "rows.csv", "--steps", "3", "--out", "run", "--quiet");

        Assert.Contains("this run learned from data", Run("sample", "run", "--refine", "3", "--out", "new.csv").Error);
    }

    private void WriteTable() => File.WriteAllText(
        At("rows.csv"),
        "height,\"colour, main\",legs\n" + string.Concat(Enumerable.Range(0, 60).Select(row => FormattableString.Invariant(
            $"{Math.Sin(row) + (row % 3)},{(row % 3 == 0 ? "red" : "green")},{2 + (2 * (row % 2))}\n"))));
}
