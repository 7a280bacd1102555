using Samovar.Cli.Commands;

namespace Samovar.Cli.Tests.Commands;

/// <summary>Folders that are no run, were made by an older version, or were damaged: one clear message, and nothing changed.</summary>
public sealed class DamagedRunTests : CommandFixture
{
    [Theory]
    [InlineData("run.json", "", "does not describe a run of this version")]
    [InlineData("run.json", "{\"plan\":{}}", "does not describe a run of this version")]
    [InlineData("checkpoint.safetensors", "", "checkpoint.safetensors'")]
    [InlineData("checkpoint.safetensors", "not a checkpoint", "checkpoint.safetensors'")]
    [InlineData("history.csv", "step,seconds\nx,y\n", "history.csv'")]
    public void A_damaged_file_is_named(string file, string content, string words)
    {
        Train("run");
        File.WriteAllText(At("run", file), content);
        byte[] report = File.ReadAllBytes(At("run", "report.html"));

        Transcript run = Run("evaluate", "run");

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.StartsWith("error: ", run.Error);
        Assert.Contains(words, run.Error);
        Assert.DoesNotContain("   at ", run.Error);
        Assert.Equal(report, File.ReadAllBytes(At("run", "report.html")));
    }

    [Fact]
    public void A_run_of_a_method_that_is_gone_says_so()
    {
        Train("run");
        string manifest = At("run", "run.json");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("\"mean-field\"", "\"median-field\"", StringComparison.Ordinal));

        Assert.StartsWith("error: There is no method 'median-field'. Did you mean 'mean-field'?", Run("evaluate", "run").Error);
    }

    [Fact]
    public void A_run_without_a_report_gets_one_again()
    {
        Train("run");
        File.Delete(At("run", "report.html"));
        File.Delete(At("run", "report.md"));

        Run("evaluate", "run", "--count", "100", "--repeats", "2");

        Assert.Contains("id=\"verdict\"", File.ReadAllText(At("run", "report.html")));
        Assert.StartsWith("# two-bumps by mean-field\n", File.ReadAllText(At("run", "report.md")));
    }
}
