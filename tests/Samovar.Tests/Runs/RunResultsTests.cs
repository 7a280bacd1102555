using Samovar.Runs;

namespace Samovar.Tests.Runs;

public sealed class RunResultsTests
{
    private static readonly RunResults Results = new(
        "mog40",
        "dikl",
        1,
        2_000,
        212.4,
        new EvaluationCost(30, 20),
        [
            new Measurement.Measured("mode-entropy", 0.99, 0.001, 0.998) { FloorError = 0.0005 },
            new Measurement.Measured("broken", double.NaN, double.PositiveInfinity),
            new Measurement.NotApplicable("elbo", "needs a density"),
        ],
        [new Finding(Severity.Amber, "mode-collapse", "Two modes were missed.", "Train longer.")]);

    [Fact]
    public void Writes_the_published_shape()
    {
        const string Expected = """
            {
              "target": "mog40",
              "method": "dikl",
              "seed": 1,
              "count": 2000,
              "seconds": 212.4,
              "energyEvaluations": 30,
              "scoreEvaluations": 20,
              "metrics": [
                {
                  "name": "mode-entropy",
                  "value": 0.99,
                  "standardError": 0.001,
                  "floor": 0.998,
                  "floorError": 0.0005
                },
                {
                  "name": "broken",
                  "value": null,
                  "standardError": null,
                  "floor": null
                },
                {
                  "name": "elbo",
                  "notApplicable": "needs a density"
                }
              ],
              "logNormalizer": null,
              "diagnostics": [],
              "verdict": {
                "level": "amber",
                "findings": [
                  {
                    "severity": "amber",
                    "check": "mode-collapse",
                    "message": "Two modes were missed.",
                    "advice": "Train longer."
                  }
                ]
              }
            }

            """;

        Assert.Equal(Expected, Results.ToJson());
    }

    [Fact]
    public void Reads_back_what_it_wrote()
    {
        RunResults read = RunResults.Parse(Results.ToJson(), "metrics.json");

        Assert.Equal(Results.ToJson(), read.ToJson());
        Assert.Equal(Results.Cost, read.Cost);
        Assert.Equal(Results.Findings, read.Findings);
        Assert.Equal(Results.Measurements[0], read.Measurements[0]);
    }

    [Fact]
    public void What_a_sampler_said_survives()
    {
        RunResults said = Results with
        {
            LogNormalizer = new LogNormalizerEstimate(-1.5, 0.01, "counting"),
            Diagnostics = [new Diagnostic("acceptance", 0.6, "share of accepted moves"), new Diagnostic("worst-r-hat", double.PositiveInfinity, "1 is right")],
        };

        RunResults read = RunResults.Parse(said.ToJson(), "metrics.json");

        Assert.Equal(said.LogNormalizer, read.LogNormalizer);
        Assert.Equal(said.Diagnostics[0], read.Diagnostics[0]);
        Assert.Equal(double.NaN, read.Diagnostics[1].Value);
    }

    [Fact]
    public void Results_of_an_earlier_version_are_read()
    {
        string old = Results.ToJson().Replace("  \"logNormalizer\": null,\n  \"diagnostics\": [],\n", "", StringComparison.Ordinal);

        Assert.NotEqual(Results.ToJson(), old);
        Assert.Equal(Results.ToJson(), RunResults.Parse(old, "metrics.json").ToJson());
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"target\": 3}")]
    public void Other_files_are_refused(string text) =>
        Assert.Contains("'metrics.json' does not hold", Assert.Throws<InvalidDataException>(() => RunResults.Parse(text, "metrics.json")).Message);
}
