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
    public void A_target_must_be_named() => Assert.StartsWith("error: Which target?", Run("check").Error);
}
