using Samovar.Cli.Catalogue;
using Samovar.Cli.Commands;
using Samovar.Cli.Reports;
using Samovar.Runs;
using Samovar.Targets;
using Spectre.Console;

namespace Samovar.Cli.Tests.Commands;

/// <summary>What is said of an estimate of log Z; "origin" is that of a sampler whose temperatures never overlapped.</summary>
public sealed class LogNormalizerTextTests
{
    [Theory]
    [InlineData(1.5, 0.25, "log Z = 1.500 ± 0.2500 (origin)\n\n")]
    [InlineData(1.5, double.PositiveInfinity, "log Z is not known: 1.500 ± ∞ says nothing (origin)\n\n")]
    [InlineData(double.NegativeInfinity, double.NaN, "log Z is not known: −∞ ± NaN says nothing (origin)\n\n")]
    public void The_console_prints_no_value_beside_an_infinite_error(double value, double error, string wanted)
    {
        StringWriter writer = new() { NewLine = "\n" };
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer), Ansi = AnsiSupport.No });
        console.Profile.Width = 200;
        ResultTables.WriteSampling(console, new SamplingRecord(EvaluationCost.None, 1) { LogNormalizer = new LogNormalizerEstimate(value, error, "origin") });

        Assert.Equal(wanted, writer.ToString().ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_report_gives_no_estimate_either()
    {
        DensitySubject subject = new(new Gaussian(new GaussianOptions()));
        string[] Facts(double error) =>
        [
            .. SamplingSection.LogNormalizerFacts(new LogNormalizerEstimate(1.5, error, "origin"), subject)
                .Where(fact => fact.Name is "Estimate" or "Difference").Select(fact => fact.Value ?? "none"),
        ];

        Assert.Equal(["not known", "none"], Facts(double.PositiveInfinity));
        Assert.Equal(["1.500", "1.500"], Facts(0.25));
    }
}
