using System.Globalization;
using Samovar.Cli.Catalogue;
using Samovar.Cli.Reports;
using Samovar.Cli.Tests.Fakes;
using Samovar.Compute;
using Samovar.Runs;

namespace Samovar.Cli.Tests.Reports;

public sealed class ReportMarkdownTests
{
    [Theory]
    [InlineData(".")]
    [InlineData(",")]
    public void Is_the_accepted_text_in_every_language(string point)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo language = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        language.NumberFormat.NumberDecimalSeparator = point;
        language.NumberFormat.NumberGroupSeparator = point == "," ? "." : ",";
        try
        {
            CultureInfo.CurrentCulture = language;
            Assert.Equal(Accepted, ReportMarkdown.Text(Content()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Nothing_in_a_name_or_a_command_becomes_markup()
    {
        ReportContent content = Content("samovar train '```\n# x'");
        RunPlan odd = content.Run.Plan with { Target = "a|b<script>*_[x](y)" };
        string text = ReportMarkdown.Text(content with { Manifest = content.Manifest with { Plan = odd }, Run = content.Run with { Plan = odd } });

        Assert.Contains("# a\\|b&lt;script>\\*\\_\\[x\\](y) by mean-field", text);
        Assert.Contains("````sh\nsamovar train '```\n# x'\n````\n", text);
    }

    private static ReportContent Content(string command = "samovar train two-bumps --method mean-field --preset quick --seed 7")
    {
        RunPlan plan = new("two-bumps", new SortedDictionary<string, string>(StringComparer.Ordinal) { ["distance"] = "1.5" }, "mean-field", "quick", 7, 50);
        RunManifest manifest = new(plan, new MachineFacts("0.1.0", ".NET 10", "a processor", 2), new Dictionary<string, RunInput>(), command);
        Run run = new(plan, new RunOutcome.Completed(), [new StepRecord(50, 12.5, new Dictionary<string, double> { ["loss"] = 0.1 })], new EvaluationCost(12_345, 6_000), 12.5)
        {
            Measurements =
            [
                new Measurement.Measured("mean-distance", 0.25, 0.01, 0.05),
                new Measurement.Measured("mode-entropy", 0.99, 0.02, 0.995) { FloorError = 0 },
                new Measurement.Measured("stein-identity", 1.5, double.NaN),
                new Measurement.NotApplicable("elbo", "the sampler's draws have no weights"),
            ],
            Findings = [new Finding(Severity.Amber, "mean", "The mean is off by 0.25 ± 0.01.", "Train longer.")],
            Sampling = new SamplingRecord(new EvaluationCost(1, 1), 1)
            {
                LogNormalizer = new LogNormalizerEstimate(0.125, 0.5, "a guess") { Lower = -0.75, Upper = 1.25 },
                Diagnostics = [new Diagnostic("round-trips", 1234, "journeys there and back"), new Diagnostic("r-hat", double.NaN, "below 1.01 is good")],
            },
        };
        return new ReportContent(manifest, run, new DensitySubject(new TwoBumps(new TwoBumpsOptions())), new Batch(2_000, 2), new MeanField().Source);
    }

    private const string Accepted = """
        # two-bumps by mean-field

        preset quick, seed 7; all steps done

        **Amber: look before you use the draws.** It rests on 2 000 draws and 3 metrics; 1 more does not apply here.

        - **amber**, mean: The mean is off by 0.25 ± 0.01. *Next:* Train longer.

        ## Metrics

        | metric | value | ± s.e. | exact draws | in words |
        | --- | ---: | ---: | ---: | --- |
        | mean-distance | 0.2500 | 0.0100 | 0.0500 | 0.2000 above the floor, more than 10 standard errors of the draws alone |
        | mode-entropy | 0.9900 | 0.0200 | 0.9950 | like exact draws |
        | stein-identity | 1.500 | – | – | no floor |

        Not applicable: elbo (the sampler's draws have no weights).

        ## log Z

        | | |
        | --- | --- |
        | Estimate | 0.1250 |
        | Standard error | 0.5000 |
        | 95 % interval | -0.7500 to 1.250 |
        | How | a guess |

        ## Diagnostics

        | diagnostic | value | what it means |
        | --- | ---: | --- |
        | round-trips | 1 234 | journeys there and back |
        | r-hat | not a finite number | below 1.01 is good |

        ## Target

        | | |
        | --- | --- |
        | Name | two-bumps |
        | In short | Two equal bumps |
        | Dimensions | 2 |
        | Options | distance = 1.5 |
        | Definition | ½ N(−a, I) + ½ N(a, I) |
        | log Z | 0, normalized |
        | Support | every point |
        | Traps | none |
        | Source | made up for tests |

        ## Cost

        | | |
        | --- | --- |
        | Method | mean-field, preset quick |
        | Training | 12.5 s |
        | Steps | 50 planned, 50 recorded |
        | Time per step | 250.0 ms |
        | Energy evaluations | 12 345 |
        | Score evaluations | 6 000 |
        | Measured on | 2 000 draws |

        ## Environment

        | | |
        | --- | --- |
        | Samovar | 0.1.0 |
        | Runtime | .NET 10 |
        | Processor | a processor |
        | Threads | 2 |
        | Seed | 7 |

        ## Repeat it

        ```sh
        samovar train two-bumps --method mean-field --preset quick --seed 7
        ```

        The same command with the same version on the same kind of processor gives the same bytes, for any number of threads.

        ## Cite the method

        ```bibtex
        @article{nobody2000,
          title = {Mean fields for tests},
          author = {Nobody},
          year = {2000},
          journal = {arXiv:0000.00000}
        }
        ```

        Pictures are in report.html beside this file.

        """;
}
