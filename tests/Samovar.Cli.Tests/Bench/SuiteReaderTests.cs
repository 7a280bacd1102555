using Samovar.Cli.Bench;
using Samovar.Cli.Catalogue;

namespace Samovar.Cli.Tests.Bench;

public sealed class SuiteReaderTests
{
    [Fact]
    public void A_whole_suite_is_read()
    {
        (BenchSuite? suite, Problems problems) = Read(
            """
            name: small
            targets:
              - mog40
              - { target: mog40, label: mog40-10d, options: { dimension: 10 } }
            methods:
              - dikl
              - { method: dikl, preset: quick, label: dikl-quick }
              - { method: smc, options: { particles: 64 } }
            seeds: [1, 5]
            budget: { evaluations: 20M, time: 1m30s }
            draws: 500
            repeats: 2
            show: [mode-entropy]
            quality: energy-tv
            """);

        Assert.Empty(problems.Sentences);
        Assert.Equal(["mog40", "mog40-10d"], suite!.Targets.Select(target => target.Label));
        Assert.Equal("10", suite.Targets[1].Options["dimension"]);
        Assert.Equal(["dikl", "dikl-quick", "smc"], suite.Methods.Select(method => method.Label));
        Assert.Equal("quick", suite.Methods[1].Preset);
        Assert.Equal([1UL, 5UL], suite.Seeds);
        Assert.Equal((500, 2, "energy-tv"), (suite.Draws, suite.Repeats, suite.Quality));
        Assert.Equal(12, suite.Cells().Count());
        Assert.Equal("mog40-dikl-seed1", suite.Cells().First().Name);
    }

    [Fact]
    public void Everything_wrong_is_told_at_once_with_its_line_and_column()
    {
        (_, Problems problems) = Read(
            """
            targets: []
            methods:
              - { metod: dikl }
              - pt
              - pt
            seeds: [1, one, 1]
            budget: { evaluations: 0 }
            draws: many
            sed: 3
            """);

        Assert.Equal(
            [
                "s.yaml:1:10: the suite has no targets. Add some: targets: [mog40]",
                "s.yaml:3:5: this method has no name. Write method: NAME.",
                "s.yaml:3:7: there is no 'metod' here. Did you mean 'method'? Known: label, method, options, preset, steps.",
                "s.yaml:6:8: 'one' is no seed; 'seeds' should be whole numbers such as [1, 2, 3].",
                "s.yaml:6:8: seed 1 is there twice. Leave one out.",
                "s.yaml:7:24: 'evaluations' is '0'; it should be a whole number, 1 or more, such as 500000, 20M or 1.5G.",
                "s.yaml:8:8: 'draws' is 'many'; it should be a whole number, 2 to 1000000.",
                "s.yaml:5:5: method 'pt' is there twice, first at s.yaml:4:5. Give one of them another label: { method: …, label: NAME }.",
                "s.yaml:9:1: there is no 'sed' here. Did you mean 'seeds'? Known: budget, draws, methods, name, quality, repeats, seeds, show, targets.",
            ],
            problems.Sentences);
    }

    [Theory]
    [InlineData("targets: [mog40\nmethods: [pt]", "s.yaml:1:11: this is not YAML; after here a bracket, a brace or a quote is not closed.")]
    [InlineData("targets: [mog40]\ntargets: [gmm25]", "s.yaml:2:1: this is not YAML: Duplicate key")]
    [InlineData("- mog40", "s.yaml:1:1: a suite is one document with names and values")]
    [InlineData("", "s.yaml:1:1: a suite is one document")]
    [InlineData("targets: [mog40]\nmethods: [pt]\nbudget: 20M", "s.yaml:3:9: 'budget' should hold names and values")]
    [InlineData("targets: [mog40]\nmethods: [{ method: [pt] }]", "s.yaml:2:21: 'method' should be a single value.")]
    [InlineData("targets: [mog40]\nmethods: [{ method: pt, label: a/b }]", "s.yaml:2:32: 'label' is 'a/b'; it is part of a folder's name")]
    [InlineData("name: ../up\ntargets: [mog40]\nmethods: [pt]", "s.yaml:1:7: 'name' is '../up'; it names a folder")]
    public void What_is_no_suite_is_told(string text, string message) => Assert.StartsWith(message, Read(text).Problems.Sentences[0]);

    [Fact]
    public void The_same_numbers_written_otherwise_are_the_same_cell()
    {
        string Definition(string budget, string label) =>
            Read($"targets: [mog40]\nmethods: [{{ method: pt, label: {label} }}]\nbudget: {{ evaluations: {budget} }}").Suite!.Cells().First().Record(Path.GetTempPath()).Definition;

        Assert.Equal(Definition("20M", "pt"), Definition("20000000", "tempering"));
        Assert.NotEqual(Definition("20M", "pt"), Definition("21M", "pt"));
    }

    private static (BenchSuite? Suite, Problems Problems) Read(string text)
    {
        Problems problems = new();
        return (new SuiteReader(problems).Read(text, "s.yaml"), problems);
    }
}
