using System.Reflection;
using System.Text.Json;
using Samovar.Targets;

namespace Samovar.Cli.Tests.Commands;

/// <summary>Options of methods that train, on the command line, in run.json and where a run goes on.</summary>
public sealed class MethodOptionTests : CommandFixture
{
    private protected override IReadOnlyList<Assembly> Assemblies => [typeof(ITarget).Assembly];

    [Fact]
    public void Options_are_recorded_in_full_and_honoured()
    {
        Learn("plain");
        Learn("warm", "--temperature", "0.2", "--chain-steps", "3");

        JsonElement run = JsonDocument.Parse(File.ReadAllText(At("warm", "run.json"))).RootElement;
        JsonElement options = run.GetProperty("plan").GetProperty("methodOptions");
        Assert.Equal("0.2", options.GetProperty("temperature").GetString());
        Assert.Equal("3", options.GetProperty("chain-steps").GetString());
        Assert.Equal("1", options.GetProperty("regularization").GetString());
        Assert.EndsWith("--chain-steps 3 --temperature 0.2", run.GetProperty("command").GetString());
        Assert.NotEqual(File.ReadAllBytes(At("plain", "checkpoint.safetensors")), File.ReadAllBytes(At("warm", "checkpoint.safetensors")));
    }

    [Fact]
    public void A_resumed_run_keeps_its_options()
    {
        Learn("whole", "--temperature", "0.2");
        Transcript stopped = RunWith(
            new TickingClock(0.02), default, "train", "8gaussians", "--method", "gcd", "--steps", "12", "--quiet", "--temperature", "0.2", "--max-time", "0.2s", "--out", "parts");
        Assert.Equal(0, stopped.Code);
        Assert.NotEqual(File.ReadAllBytes(At("whole", "checkpoint.safetensors")), File.ReadAllBytes(At("parts", "checkpoint.safetensors")));

        Assert.Equal(0, Run("train", "--resume", "--out", "parts", "--quiet").Code);

        Assert.Equal(File.ReadAllBytes(At("whole", "checkpoint.safetensors")), File.ReadAllBytes(At("parts", "checkpoint.safetensors")));
        Assert.Contains(
            "--temperature is '0.3', but the run to resume has '0.2'", Run("train", "--resume", "--out", "parts", "--temperature", "0.3").Error);
        Assert.Equal(0, Run("train", "--resume", "--out", "parts", "--temperature", "0.20", "--quiet").Code);
    }

    [Theory]
    [InlineData("gcd", "--temperature", "-1", "A temperature is finite and not negative.")]
    [InlineData("gcd", "--temperature", "warm", "it should be a number, with a point before its decimals.")]
    [InlineData("gcd", "--chain-steps", "0", "A chain has at least 1 step.")]
    [InlineData("gcd", "--rule", "mmd", "'gcd' has no option 'rule'.")]
    [InlineData("gcd", "--temprature", "0.1", "--temperature")]
    [InlineData("sd-flow", "--rule", "stein", "rows have none")]
    [InlineData("sd-flow", "--rule", "sideways", "it should be one of difference, mmd, shift, stein, langevin.")]
    [InlineData("sd-flow", "--critic", "discriminator", "are of generators")]
    public void Wrong_options_are_told_before_anything_is_written(string method, string option, string value, string message)
    {
        Transcript transcript = Run("train", "8gaussians", "--method", method, option, value, "--out", "run");

        Assert.Equal(2, transcript.Code);
        Assert.Contains(message, transcript.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(At("run")));
    }

    [Fact]
    public void The_description_of_a_method_shows_its_options_once()
    {
        string text = Run("methods", "sd-flow").Output;

        Assert.Contains("samovar train TARGET --method sd-flow", text);
        Assert.Contains("samovar train --data FILE.csv --method sd-flow", text);
        Assert.Equal(2, text.Split("--first-noise").Length);
        Assert.Matches(@"--temperature +a number, with a point before its decimals +chosen by the method", Run("methods", "gcd").Output);
    }

    [Fact]
    public void Particles_follow_an_energy_from_the_command_line()
    {
        Assert.Equal(0, Run("train", "mog9", "--method", "sd-flow", "--steps", "5", "--particles", "64", "--out", "run", "--quiet").Code);
        Assert.Equal(0, Run("sample", "run", "--count", "70", "--out", "new.npy").Code);

        Assert.True(File.Exists(At("run", "report.html")));
        Assert.True(File.Exists(At("new.npy")));
        Assert.Contains("'dw4' is a system of equal particles", Run("train", "dw4", "--method", "sd-flow").Error);
    }

    [Fact]
    public void Without_published_settings_there_is_no_preset_paper() =>
        Assert.Contains("There is no preset 'paper' for learning from data", Run("train", "8gaussians", "--method", "gcd", "--preset", "paper").Error);

    private void Learn(string name, params string[] more) =>
        Assert.Equal(0, Run(["train", "8gaussians", "--method", "gcd", "--steps", "12", "--quiet", "--out", name, .. more]).Code);
}
