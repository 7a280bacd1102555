using System.Globalization;
using System.Reflection;
using Samovar.Cli.Commands;
using Samovar.Compute.Randomness;
using Samovar.Methods;

namespace Samovar.Cli.Tests.Commands;

public sealed class ScoreCommandTests : CommandFixture
{
    private protected override IReadOnlyList<Assembly> Assemblies => [.. base.Assemblies, typeof(Gcd).Assembly];

    /// <summary>A few hundred steps are enough to tell a row far from a narrow cloud from one in its middle.</summary>
    [Fact]
    public void Strange_rows_get_high_energies_and_small_ranks()
    {
        Train(300);
        File.WriteAllText(At("new.csv"), "note,kind,height,width\n7,red,10.1,3.0\n8,red,16,9\n9,blue,9.9,3.1\n");

        Transcript told = Run("score", "run", "--data", "new.csv", "--out", "scores.csv");

        Assert.Equal(ExitCode.Done, told.Code);
        Assert.StartsWith("3 rows scored into scores.csv\nStrangest rows, with their energies: 2 (", told.Output, StringComparison.Ordinal);
        string[][] cells = [.. File.ReadAllLines(At("scores.csv")).Select(line => line.Split(','))];
        Assert.Equal(["row", "energy", "log-density", "anomaly-rank", "held-out-share"], cells[0]);
        Assert.Equal(["1", "2", "3"], cells[1..].Select(row => row[0]));
        Assert.Equal("1", cells[2][3]);
        Assert.True(Number(cells[2][1]) > Number(cells[1][1]) && Number(cells[2][1]) > Number(cells[3][1]));
        Assert.Equal(0, Number(cells[2][4]));
        Assert.InRange(Number(cells[1][4]), 0.05, 1);
        Assert.Equal(File.ReadAllText(At("scores.csv")), Run("score", "run", "--data", "new.csv").Output);
        Assert.Contains("\"anomalyRank\": 1", Run("score", "run", "--data", "new.csv", "--json").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "'{0}' holds no rows.")]
    [InlineData("kind,height\nred,1\n", "'{0}', line 1: there is no column 'width', one of the 3 that were learned from. Its columns are: kind, height.")]
    [InlineData("kind,height,width\nred,1,2\nred,1\n", "'{0}', line 3: 2 fields where the first line has 3. Every row needs one value per column.")]
    [InlineData("kind,height,width\nred,,2\n", "'{0}', line 2, column 'height': '' should be a finite number.")]
    [InlineData("kind,height,width\ngreen,1,2\n", "'{0}', line 2, column 'kind': 'green' should be one of blue, red.")]
    public void Rows_that_cannot_be_scored_are_named_by_line_and_column(string text, string complaint)
    {
        Train(2);
        File.WriteAllText(At("bad.csv"), text);

        Transcript told = Run("score", "run", "--data", "bad.csv", "--out", "scores.csv");

        Assert.Equal(ExitCode.Usage, told.Code);
        Assert.Equal($"error: {string.Format(CultureInfo.InvariantCulture, complaint, At("bad.csv"))}\n", told.Error);
        Assert.False(File.Exists(At("scores.csv")));
    }

    [Fact]
    public void A_run_without_an_energy_and_a_missing_file_are_told_at_once()
    {
        Train("run");

        Transcript told = Run("score", "run", "--out", "scores.txt");

        Assert.Equal(ExitCode.Usage, told.Code);
        Assert.Contains("--out is 'scores.txt'; it should end in .csv.", told.Error, StringComparison.Ordinal);
        Assert.Contains("Which rows should be scored? Give --data FILE.csv or FILE.npy.", told.Error, StringComparison.Ordinal);
        Assert.Contains("'mean-field' learns no energy of data, so it cannot score rows.", told.Error, StringComparison.Ordinal);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private void Train(int steps)
    {
        RandomStream random = RandomStream.FromSeed(2);
        IEnumerable<string> rows = Enumerable.Range(0, 200).Select(row => string.Create(
            CultureInfo.InvariantCulture, $"{(row % 3 == 0 ? "blue" : "red")},{10 + (0.5 * random.NextNormal())},{3 + (0.2 * random.NextNormal())}"));
        File.WriteAllLines(At("rows.csv"), rows.Prepend("kind,height,width"));
        Assert.Equal(ExitCode.Done, Run("train", "--data", "rows.csv", "--method", "gcd", "--steps", $"{steps}", "--out", "run").Code);
    }
}
