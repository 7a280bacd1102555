using Samovar.Methods;
using Samovar.Methods.Classical;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Tests.Methods.Classical;

public sealed class BudgetTests
{
    [Theory]
    [InlineData(3_000_000)]
    [InlineData(8_000_000)]
    public void Parallel_tempering_spends_its_budget_to_within_a_scan(long budget)
    {
        (DirectDraws draws, EvaluationCost cost) = Spend(new ParallelTemperingMethod(new ParallelTemperingSettings()), budget, 500);

        // 32 ladders of at most 16 rungs, each of 11 evaluations of energy and score.
        Assert.InRange(cost.Total, budget, budget + (32 * 16 * 22));
        Assert.Equal(500, draws.Points.Count);
        Assert.DoesNotContain(draws.Findings, finding => finding.Check == "log-normalizer");
        Assert.InRange(draws.Diagnostics.Single(diagnostic => diagnostic.Name == DirectDraws.WarmUp).Value, 1, 0.6 * budget);
        // Two wells of the same weight: ln Z is known for this target.
        Assert.InRange((draws.LogNormalizer!.Value - new DoubleWell().LogNormalizer) / draws.LogNormalizer.StandardError, -4, 4);
    }

    [Fact]
    public void The_same_budget_of_evaluations_gives_the_same_draws() => Assert.Equal(
        Spend(new ParallelTemperingMethod(new ParallelTemperingSettings()), 2_000_000, 100).Draws.Points.Values.ToArray(),
        Spend(new ParallelTemperingMethod(new ParallelTemperingSettings()), 2_000_000, 100).Draws.Points.Values.ToArray());

    [Fact]
    public void More_draws_than_the_budget_pays_for_are_drawn_all_the_same()
    {
        (DirectDraws draws, EvaluationCost cost) = Spend(new ParallelTemperingMethod(new ParallelTemperingSettings()), 1, 1_000);

        Assert.Equal(1_000, draws.Points.Count);
        Assert.InRange(cost.Total, 2, long.MaxValue);
    }

    [Fact]
    public void Sequential_Monte_Carlo_runs_batches_while_the_next_fits_in()
    {
        SequentialMonteCarloMethod method = new(new SequentialMonteCarloSettings { Particles = 32, Islands = 4 });
        (_, EvaluationCost one) = Spend(method, 1, 100);

        (DirectDraws draws, EvaluationCost cost) = Spend(method, 20 * one.Total, 100);

        Assert.InRange(cost.Total, 15 * one.Total, 21 * one.Total);
        Assert.True(draws.Diagnostics.Single(diagnostic => diagnostic.Name == "islands").Value > 8);
        Assert.InRange(draws.Diagnostics.Single(diagnostic => diagnostic.Name == DirectDraws.EffectiveParticles).Value, 1, double.MaxValue);
    }

    [Fact]
    public void Particles_that_stand_for_several_draws_are_told()
    {
        (DirectDraws draws, _) = Spend(new SequentialMonteCarloMethod(new SequentialMonteCarloSettings { Particles = 32, Islands = 4 }), 1, 1_000);

        Assert.Equal(1_000, draws.Points.Count);
        Assert.Contains("The budget paid for 128 particles, so the 1000 draws repeat them.", draws.Findings.Select(finding => finding.Message));
    }

    [Fact]
    public void A_budget_survives_in_run_json()
    {
        RunPlan plan = new("mog40", new Dictionary<string, string>(), "pt", string.Empty, 1, 0)
        {
            Budget = new RunBudget(5, null) { Pilot = new RunPilot(3, new EvaluationCost(1, 2), 0.5) },
        };
        RunManifest manifest = new(plan, MachineFacts.Current(1), new Dictionary<string, RunInput>(), "samovar") { Cell = new RunCell("s", "t", "m", "d") };

        RunManifest read = RunManifest.Parse(manifest.ToJson(), "run.json");

        Assert.Equal(plan.Budget, read.Plan.Budget);
        Assert.Equal(manifest.Cell, read.Cell);
        Assert.Throws<InvalidDataException>(() => RunManifest.Parse(manifest.ToJson().Replace("\"evaluations\": 5", "\"evaluations\": -5", StringComparison.Ordinal), "run.json"));
    }

    [Fact]
    public void The_nearer_limit_is_the_share_that_is_spent()
    {
        RunBudget budget = new(1_000, 10);

        Assert.Equal(0.5, budget.Share(new EvaluationCost(300, 200), 1), 12);
        Assert.Equal(0.9, budget.Share(new EvaluationCost(300, 200), 9), 12);
        Assert.Throws<ArgumentOutOfRangeException>(() => new RunBudget(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RunBudget(null, -1));
    }

    private static (DirectDraws Draws, EvaluationCost Cost) Spend(IBudgetedMethod method, long budget, int count)
    {
        MeteredTarget metered = new(new DoubleWell());
        RunBudget limits = new(budget);
        DirectDraws draws = method.Draw(metered, new DirectRequest(count, 1) { Spent = () => limits.Share(metered.Cost, 0) }, CancellationToken.None);
        return (draws, metered.Cost);
    }
}
