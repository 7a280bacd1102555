using Samovar.Compute;
using Samovar.Methods;
using Samovar.Methods.Classical;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Tests.Methods.Classical;

public sealed class ClassicalFindingsTests
{
    public static TheoryData<string> Chains => ["hmc", "mala", "slice", "nuts"];

    [Fact]
    public void Two_temperatures_that_never_exchange_are_red()
    {
        ParallelTemperingMethod method = new(new ParallelTemperingSettings { Rungs = 2, Scans = 60, MostScans = 60, Precision = 10 });

        DirectDraws draws = Draw(method, new ManyWell32());

        Assert.Contains(draws.Findings, finding => finding is { Check: "temperatures-mix", Severity: Severity.Red });
        Assert.Contains(draws.Findings, finding => finding is { Check: "round-trips", Severity: Severity.Red });
    }

    [Fact]
    public void A_ladder_that_mixes_is_not_accused()
    {
        DirectDraws draws = Draw(new ParallelTemperingMethod(new ParallelTemperingSettings { Scans = 400, MostScans = 400, Precision = 10 }), new Mog9());

        Assert.DoesNotContain(draws.Findings, finding => finding.Severity == Severity.Red);
        Assert.Equal(0, draws.LogNormalizer!.Value, 0.1);
    }

    [Theory]
    [MemberData(nameof(Chains))]
    public void Chains_that_stay_in_separate_modes_are_red(string name) =>
        Assert.Contains(Draw(ClassicalMethods.All[name], new Mog40()).Findings, finding => finding is { Check: "r-hat", Severity: Severity.Red });

    [Theory]
    [InlineData("hmc")]
    [InlineData("mala")]
    [InlineData("nuts")]
    public void Chains_that_never_move_are_red(string name) =>
        Assert.Contains(Draw(ClassicalMethods.All[name], new Unscored()).Findings, finding => finding is { Check: "stuck-chain", Severity: Severity.Red });

    [Theory]
    [MemberData(nameof(Chains))]
    public void Starts_without_finite_energy_are_mentioned(string name) =>
        Assert.Contains(Draw(ClassicalMethods.All[name], new BoundedTarget(0)).Findings, finding => finding.Check == "start");

    [Theory]
    [MemberData(nameof(Chains))]
    public void Chains_on_one_good_mode_hear_nothing_red(string name) =>
        Assert.DoesNotContain(Draw(ClassicalMethods.All[name], new Gaussian(new GaussianOptions { Dimension = 3 })).Findings, finding => finding.Severity == Severity.Red);

    [Fact]
    public void Islands_that_disagree_are_red()
    {
        SequentialMonteCarloMethod method = new(new SequentialMonteCarloSettings
        {
            Particles = 32, Islands = 8, EffectiveShare = 0.02, Moves = 1, MostBatches = 1, Explorer = Explorer.Mala,
        });

        DirectDraws draws = Draw(method, new ManyWell32());

        Assert.Contains(draws.Findings, finding => finding is { Check: "islands-agree", Severity: Severity.Red });
        Assert.Contains(draws.Findings, finding => finding.Check == "log-normalizer");
    }

    [Fact]
    public void Annealing_too_fast_is_red()
    {
        AnnealedImportanceMethod method = new(new AnnealedImportanceSettings { Refinement = 1, ReverseChains = 0, Explorer = Explorer.Mala });

        Assert.Contains(Draw(method, new ManyWell32()).Findings, finding => finding is { Check: "weights", Severity: Severity.Red });
    }

    private static DirectDraws Draw(IDirectMethod method, ITarget target) => method.Draw(target, new DirectRequest(1_000, 1), CancellationToken.None);

    /// <summary>A density whose score is not a number, so that no proposal that uses it can be accepted.</summary>
    private sealed class Unscored : ITarget
    {
        public string Name => "unscored";

        public int Dimension => 2;

        public void LogDensity(Batch points, Span<double> logDensity)
        {
            for (int row = 0; row < points.Count; row++)
            {
                logDensity[row] = -0.5 * ((points[row, 0] * points[row, 0]) + (points[row, 1] * points[row, 1]));
            }
        }

        public void LogDensityAndScore(Batch points, Span<double> logDensity, Batch score)
        {
            LogDensity(points, logDensity);
            score.Values.Fill(float.NaN);
        }
    }
}
