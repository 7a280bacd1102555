using Samovar.Cli.Catalogue;
using Samovar.Compute;
using Samovar.Targets;

namespace Samovar.House.Tests;

public sealed class SamplesTests
{
    private const string TargetFilePath = "samples/double-well.cs";

    public static TheoryData<string> Programs => [.. Repository.CSharp("samples/").Select(file => file.Path).Where(path => path != TargetFilePath)];

    [Theory]
    [MemberData(nameof(Programs))]
    public void A_program_compiles_and_has_at_most_40_lines(string path)
    {
        SourceFile file = Read(path);

        Assert.Empty(Sample.Errors(file));
        Assert.InRange(file.Lines.Count, 1, 40);
    }

    [Fact]
    public void The_target_file_has_at_most_10_lines_and_gives_the_density_that_it_states()
    {
        Assert.InRange(Read(TargetFilePath).Lines.Count, 1, 10);
        ITarget target = TargetFile.Load(Repository.FullPath(TargetFilePath), TargetFilePath);
        Batch points = new(2, 2);
        points[0, 0] = 1;
        points[1, 1] = 2;
        double[] logDensity = new double[2];
        Batch score = new(2, 2);

        target.LogDensityAndScore(points, logDensity, score);

        // E(1, 0) = 0 at a mode; E(0, 2) = 4 + 2 on the barrier; ∂E/∂x₁ = x₁.
        Assert.Equal(2, target.Dimension);
        Assert.Equal([0.0, -6.0], logDensity);
        Assert.Equal(0, score[0, 0], 1e-6);
        Assert.Equal(-2, score[1, 1], 1e-6);
    }

    [Fact]
    public void Training_on_an_energy_runs_to_its_end()
    {
        string output = Sample.Run(Read("samples/train-and-draw.cs"), "30");

        Assert.Contains("Completed after", output, StringComparison.Ordinal);
        Assert.Contains("Left well: 0.", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_metric_measures()
    {
        string output = Sample.Run(Read("samples/your-own-metric.cs"));

        Assert.Contains("Measured { Name = mean-distance", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_with_an_error_is_flagged()
    {
        SourceFile bad = new("bad.cs", Read("samples/train-and-draw.cs").Text.Replace("FromEnergy", "FromEnergies", StringComparison.Ordinal));

        Assert.Contains("FromEnergies", Assert.Single(Sample.Errors(bad)), StringComparison.Ordinal);
    }

    private static SourceFile Read(string path) => Repository.Texts.Single(file => file.Path == path);
}
