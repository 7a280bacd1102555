using System.Text.Json;
using Samovar.Cli.Commands;

namespace Samovar.Cli.Tests.Commands;

public sealed class CheckCommandTests : CommandFixture
{
    [Fact]
    public void A_sound_target_passes()
    {
        Transcript run = Run("check", "two-bumps", "--strict");

        Assert.Equal(string.Empty, run.Error);
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.StartsWith("two-bumps, 2 dimensions\n", run.Output);
        Assert.Contains("Verdict: green.", run.Output);
    }

    [Fact]
    public void An_energy_that_confines_nothing_is_noticed()
    {
        File.WriteAllText(At("flat.cs"), "Target.FromEnergy(2, x => x[0] + 0 * x[1])");

        Transcript run = Run("check", "flat.cs", "--strict", "--json");

        Assert.Equal(ExitCode.Findings, run.Code);
        using JsonDocument document = JsonDocument.Parse(run.Output);
        Assert.NotEqual("green", document.RootElement.GetProperty("verdict").GetProperty("level").GetString());
    }

    [Fact]
    public void Symmetries_and_suggestions_are_told()
    {
        Transcript run = Run("check", "two-bumps", "--option", "distance=5");

        Assert.Contains("  Symmetric under change of sign of every single coordinate.\n", run.Output);
        Assert.Matches(@"Suggested\n  Reference: a Gaussian or box of half-width \d+\.\d+ covers the mass", run.Output);
        Assert.Matches(@"  Noise levels: from 0\.\d+ to \d+\.\d+\.", run.Output);
        Assert.Contains("Method: short chains from scattered starts disagree", run.Output);
    }

    [Fact]
    public void Machines_get_the_same()
    {
        using JsonDocument document = JsonDocument.Parse(Run("check", "two-bumps", "--json").Output);

        JsonElement root = document.RootElement;
        Assert.Equal(
            ["target", "dimension", "facts", "symmetries", "evaluationsPerSecond", "suggestion", "verdict"],
            root.EnumerateObject().Select(property => property.Name));
        Assert.NotEmpty(root.GetProperty("symmetries").EnumerateArray());
        Assert.InRange(root.GetProperty("suggestion").GetProperty("referenceWidth").GetDouble(), 2, 12);
    }

    [Fact]
    public void A_file_whose_energy_is_infinite_where_samplers_start_is_told_so()
    {
        File.WriteAllText(At("far.cs"), "Target.FromEnergy(2, x => Sum(x * x) - Log(Maximum(x[0] - 1000.0, 0.0 * x[0])), name: \"far\")");

        Transcript run = Run("check", "far.cs", "--strict");

        Assert.Equal(ExitCode.Findings, run.Code);
        Assert.Contains("the energy is +∞ wherever a sampler would start. Shift and scale the target", run.Output);
        Assert.DoesNotContain("Suggested", run.Output);
    }

    [Fact]
    public void A_target_must_be_named() => Assert.StartsWith("error: Which target?", Run("check").Error);
}
