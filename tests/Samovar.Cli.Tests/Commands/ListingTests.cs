using Samovar.Cli.Commands;

namespace Samovar.Cli.Tests.Commands;

public sealed class ListingTests : CommandFixture
{
    [Fact]
    public void Lists_targets_with_what_they_need()
    {
        Transcript run = Run("targets");

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Equal(
            """
            target       dimensions   what it is
            needs-data            –   'needs-data' needs --data FILE.
            two-bumps             2   Two equal bumps

            More about one: samovar targets NAME. Your own: a C# file ending in 'Target.FromEnergy(2, x => …)'.

            """,
            Trimmed(run.Output));
    }

    [Fact]
    public void Describes_a_target()
    {
        Transcript run = Run("targets", "two-bumps", "--dimension", "3");

        Assert.Equal(
            """
            two-bumps, 3 dimensions

            Summary
              Two equal bumps

            Definition
              ½ N(−a, I) + ½ N(a, I)

            Support
              every point

            log Z
              0, normalized

            Traps
              none

            Source
              made up for tests

            Options
              --dimension N  a whole number
              --option distance=VALUE  a number, with a point before its decimals

            """,
            run.Output);
    }

    [Fact]
    public void Lists_methods()
    {
        Transcript run = Run("methods");

        Assert.Equal(
            """
            Train a sampler: samovar train TARGET --method NAME
            method       what it does                       presets                 source
            explodes     Diverges                           default                 arXiv:0000.00001 (2001)
            mean-field   Pulls a Gaussian along the score   quick, default, paper   arXiv:0000.00000 (2000)

            Draw without training: samovar sample TARGET --method NAME
            method   what it does        options                                    source
            urn      Draws from an urn   empty, rungs, step-size, stuck, weighing   arXiv:0000.00002 (2002)

            More about one: samovar methods NAME.

            """,
            Trimmed(run.Output));
    }

    [Fact]
    public void Describes_a_method_with_its_options()
    {
        Transcript run = Run("methods", "urn");

        Assert.Equal(
            """
            urn: Draws from an urn

            Draws without training: samovar sample TARGET --method urn
            Source: Nobody. Urns for tests. arXiv:0000.00002 (2002)

            option        value                                        default
            --empty       true or false                                false
            --rungs       a whole number                               3
            --step-size   a number, with a point before its decimals   chosen by the method
            --stuck       true or false                                false
            --weighing    true or false                                false

            """,
            Trimmed(run.Output));
        Assert.StartsWith("error: There is no method 'unr'. Did you mean 'urn'?", Run("methods", "unr").Error);
    }

    [Fact]
    public void Machines_get_json()
    {
        Assert.StartsWith("[\n  {\n    \"name\": \"needs-data\",\n    \"dimension\": null,", Run("targets", "--json").Output);
        Assert.StartsWith("[\n  {\n    \"name\": \"explodes\",", Run("methods", "--json").Output);
        Assert.Contains("\"logNormalizer\": \"0, normalized\"", Run("targets", "two-bumps", "--json").Output);
    }

    [Fact]
    public void Cites_methods_and_runs()
    {
        Train("run");
        const string Entry = "@article{nobody2000,\n  title = {Mean fields for tests},\n  author = {Nobody},\n  year = {2000},\n  journal = {arXiv:0000.00000}\n}\n";

        Assert.Equal(Entry, Run("cite", "mean-field").Output);
        Assert.Equal(Entry, Run("cite", "run").Output);
        Assert.StartsWith("@article{nobody2002,", Run("cite", "urn").Output);
        Assert.StartsWith("error: There is no method 'mean-feild'. Did you mean 'mean-field'?", Run("cite", "mean-feild").Error);
    }

    [Fact]
    public void Without_words_there_is_help()
    {
        Transcript run = Run();

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("samovar", run.Output, StringComparison.OrdinalIgnoreCase);
        Assert.All(["train", "sample", "evaluate", "compare", "bench", "check", "targets", "methods", "cite"], command => Assert.Contains($"  {command} ", run.Output));
    }

    [Theory]
    [InlineData("train")]
    [InlineData("sample")]
    [InlineData("evaluate")]
    [InlineData("compare")]
    [InlineData("check")]
    [InlineData("targets")]
    [InlineData("methods")]
    [InlineData("cite")]
    public void Every_command_has_help_and_json(string command)
    {
        Transcript run = Run(command, "--help");

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("--json", run.Output);
        Assert.Equal(string.Empty, run.Error);
    }

    [Fact]
    public void A_mistyped_command_is_recognised()
    {
        Transcript run = Run("trian", "mog40");

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.StartsWith("error: There is no command 'trian'. Did you mean 'train'? All commands: bench, check, cite, compare, evaluate, methods, sample, score, targets, train.\n", run.Error);
    }

    [Fact]
    public void An_option_without_its_value_is_named()
    {
        Transcript run = Run("train", "two-bumps", "--seed");

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains("--seed", run.Error);
    }

    private static string Trimmed(string text) => string.Join('\n', text.Split('\n').Select(line => line.TrimEnd()));
}
