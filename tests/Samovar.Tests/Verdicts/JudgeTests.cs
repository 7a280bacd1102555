using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Runs;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Verdicts;

namespace Samovar.Tests.Verdicts;

/// <summary>Whole verdicts, with every metric and check, on draws made for the purpose.</summary>
public sealed class JudgeTests
{
    private static readonly EvaluationCost Spent = new(20_000_000, 20_000_000);

    /// <summary>Two modes at ±3 along the first of two coordinates, as a user would write them: nothing but an energy is known.</summary>
    private static EnergyTarget Twin() => Target.FromEnergy(
        2, x => (0.5 * TracedMath.Square(x[1])) - TracedMath.Log(TracedMath.Exp(-0.5 * TracedMath.Square(x[0] - 3)) + TracedMath.Exp(-0.5 * TracedMath.Square(x[0] + 3))), "twin");

    [Fact]
    public void Right_draws_of_a_users_energy_are_green_and_the_evidence_is_told()
    {
        Run run = Judge.Standard.Examine(Finished(Spent), Portions(0.5, seed: 1), Twin());

        Assert.DoesNotContain(run.Findings, finding => finding.Severity > Severity.Green);
        Finding note = Assert.Single(run.Findings);
        Assert.Equal("tempered-reference", note.Check);
        Assert.Contains("score evaluations, not counted in the run's cost", note.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mode_that_a_users_sampler_lost_is_found_by_a_short_tempered_run()
    {
        Run run = Judge.Standard.Examine(Finished(Spent), Portions(1, seed: 2), Twin());

        Assert.Contains(run.Findings, finding => finding is { Severity: Severity.Red, Check: "mode-collapse" });
    }

    [Fact]
    public void Without_anything_that_sees_modes_there_is_no_green()
    {
        Run run = Judge.Standard.Examine(Finished(new EvaluationCost(1_000, 1_000)), Portions(1, seed: 3), Twin());

        Finding blind = Assert.Single(run.Findings, finding => finding.Check == "evidence");
        Assert.Equal(Severity.Amber, blind.Severity);
        Assert.Contains("Missing modes would not be noticed", blind.Message, StringComparison.Ordinal);
        Assert.Contains(run.Findings, finding => finding is { Check: "tempered-reference", Severity: Severity.Green });
    }

    [Fact]
    public void A_short_tempered_run_keeps_to_its_budget()
    {
        MeteredTarget metered = new(Twin());

        TemperedEvidence evidence = ShortTempering.Beside(metered, Finished(Spent));

        Assert.NotNull(evidence.Target.Capability<IHasTemperedSample>());
        Assert.InRange(metered.Cost.Scores, 100_000, Spent.Scores / 5);
    }

    [Fact]
    public void Where_modes_are_known_nothing_is_tempered()
    {
        MeteredTarget metered = new(new Mog9());

        Assert.Empty(ShortTempering.Beside(metered, Finished(Spent)).Notes);
        Assert.Equal(0, metered.Cost.Energies);
    }

    [Fact]
    public void The_same_run_gets_the_same_verdict() =>
        Assert.Equal(
            Judge.Standard.Examine(Finished(Spent), Portions(0.7, seed: 4), Twin()).Measurements,
            Judge.Standard.Examine(Finished(Spent), Portions(0.7, seed: 4), Twin()).Measurements);

    /// <summary>Five portions of 1,000 draws, a share of them in the right-hand mode.</summary>
    private static Draws[] Portions(double right, ulong seed)
    {
        RandomStream random = RandomStream.FromSeed(seed);
        return
        [
            .. Enumerable.Range(0, 5).Select(_ =>
            {
                Batch points = new(1_000, 2);
                for (int row = 0; row < points.Count; row++)
                {
                    points[row, 0] = (float)((random.NextDouble() < right ? 3 : -3) + random.NextNormal());
                    points[row, 1] = (float)random.NextNormal();
                }

                return new Draws(points, EvaluationCost.None);
            }),
        ];
    }

    private static Run Finished(EvaluationCost cost) =>
        new(new RunPlan("twin", new Dictionary<string, string>(), "dikl", "default", 1, 1_000), new RunOutcome.Completed(), [], cost, 1);
}
