using System.Reflection;
using Samovar.Cli.Commands;
using Samovar.Methods;

namespace Samovar.Cli.Tests.Commands;

/// <summary>Trainings that begin with draws of the target, on particles tied together so tightly that no draw of a Gaussian has any density.</summary>
public sealed class FailedStartTests : CommandFixture
{
    private const string Tied = "Target.FromPairPotential(4, 2, r2 => Where(r2 < 0.5, r2, 1.0 / 0.0), name: \"tied\")";
    private const string Reason = "Method 'dikl' begins with draws of 'tied.cs', and finds none. None of the particles";

    private protected override IReadOnlyList<Assembly> Assemblies => [.. base.Assemblies, typeof(Dikl).Assembly];

    [Theory]
    [InlineData("--steps", "2")]
    [InlineData("--max-evaluations", "1M")]
    public void A_target_without_draws_to_begin_with_is_told_as_a_problem_of_the_target(string option, string value)
    {
        File.WriteAllText(At("tied.cs"), Tied);

        Transcript refused = Run("train", "tied.cs", option, value, "--out", "run");

        Assert.Equal(ExitCode.Usage, refused.Code);
        Assert.StartsWith($"error: {Reason}", refused.Error);
        Assert.DoesNotContain("internal error", refused.Error);
        Assert.False(Directory.Exists(At("run")));
    }

    [Fact]
    public void A_suite_goes_on_after_a_cell_that_cannot_begin()
    {
        File.WriteAllText(At("tied.cs"), Tied);
        File.WriteAllText(At("grid.yaml"), "name: grid\ntargets: [tied.cs, two-bumps]\nmethods: [{ method: dikl, steps: 2 }]\nseeds: [1]\ndraws: 50\nrepeats: 2");

        Transcript bench = Run("bench", "grid.yaml");

        Assert.Equal(ExitCode.Diverged, bench.Code);
        Assert.Contains($"failed: {Reason}", bench.Output);
        Assert.Contains("2/2  two-bumps-dikl-seed1", bench.Output);
        Assert.True(File.Exists(At("runs", "grid", "two-bumps-dikl-seed1", "metrics.json")));
    }

    [Fact]
    public void Particles_of_more_coordinates_than_the_network_has_are_refused_before_anything_runs()
    {
        File.WriteAllText(At("nine.cs"), "Target.FromPairPotential(4, 9, r2 => 0.5 * r2, name: \"nine\")");

        Transcript refused = Run("train", "nine.cs", "--out", "run");

        Assert.Equal(ExitCode.Usage, refused.Code);
        Assert.StartsWith("error: Method 'dikl' learns particles of at most 8 coordinates, and those of 'nine' have 9.", refused.Error);
        Assert.Empty(new Dikl().Problems(Samovar.Targets.Target.FromPairPotential(4, 8, r2 => 0.5 * r2), "default"));
    }
}
