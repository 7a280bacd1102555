using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Methods;
using Samovar.Runs;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Tests.Training;

public sealed class SchedulePlannerTests
{
    /// <summary>Preparing costs 100 and a step 20: 1,000 pay for 45 steps.</summary>
    [Fact]
    public void A_schedule_ends_at_its_budget()
    {
        PlannedSchedule plan = Planner(prepare: 100, each: 20).Plan(new RunBudget(1_000));

        Assert.Equal(45, plan.Steps);
        Assert.Equal(64, plan.Budget.Pilot!.Steps);
        Assert.Equal(1_000, Spent(plan.Steps, prepare: 100, each: 20).Total);
    }

    [Fact]
    public void Steps_that_cost_nothing_at_first_are_foreseen()
    {
        PlannedSchedule plan = Planner(prepare: 100, each: 20, freeSteps: 20).Plan(new RunBudget(1_000_000));

        Assert.Equal((1_000_000 - 100) / 20 + 20, plan.Steps);
    }

    [Fact]
    public void A_budget_too_small_for_a_step_says_what_a_step_costs()
    {
        PlannedSchedule plan = Planner(prepare: 100, each: 20).Plan(new RunBudget(110));

        Assert.Equal(0, plan.Steps);
        Assert.Equal("each step takes 20 energies and scores, and 100 are needed beside the steps", plan.Reason);
    }

    /// <summary>The clock advances by 10 ms per step: 60 s pay for about 6,000 steps.</summary>
    [Fact]
    public void Time_is_planned_from_the_pace_of_a_trial()
    {
        SteppedClock clock = new();

        PlannedSchedule plan = new SchedulePlanner(steps => new Toy(steps, 0, 20, 0, clock), clock).Plan(new RunBudget(null, 60));

        Assert.InRange(plan.Steps, 5_950, 6_000);
        Assert.InRange(plan.Budget.Pilot!.Seconds, 2.9, 3.2);
    }

    [Fact]
    public void Of_two_limits_the_nearer_one_ends_the_schedule()
    {
        SteppedClock clock = new();
        SchedulePlanner planner = new(steps => new Toy(steps, 0, 20, 0, clock), clock);

        Assert.Equal(50, planner.Plan(new RunBudget(1_000, 60)).Steps);
        Assert.InRange(planner.Plan(new RunBudget(1_000_000_000, 60)).Steps, 5_950, 6_000);
    }

    [Theory]
    [InlineData("tb", 0.02)]
    [InlineData("dikl", 0.02)]
    public void Real_methods_end_within_a_step_of_their_budget(string name, double tolerance)
    {
        IMethod method = name == "tb" ? new Tb() : new Dikl();
        DoubleWell target = new();
        const long Budget = 600_000;

        PlannedSchedule plan = new SchedulePlanner(steps => method.Start(target, "quick", 1, steps), TimeProvider.System).Plan(new RunBudget(Budget));
        TrainingSession session = method.Start(target, "quick", 1, plan.Steps);
        while (session.CompletedSteps < session.PlannedSteps)
        {
            Assert.Null(session.Advance());
        }

        Assert.InRange(session.Cost.Total, (1 - tolerance) * Budget - (session.Cost.Total / (double)plan.Steps), Budget);
    }

    private static EvaluationCost Spent(int steps, int prepare, int each)
    {
        Toy toy = new(steps, prepare, each, 0, new SteppedClock());
        while (toy.CompletedSteps < steps)
        {
            toy.Advance();
        }

        return toy.Cost;
    }

    private static SchedulePlanner Planner(int prepare, int each, int freeSteps = 0)
    {
        SteppedClock clock = new();
        return new SchedulePlanner(steps => new Toy(steps, prepare, each, freeSteps, clock), clock);
    }

    private sealed class SteppedClock : TimeProvider
    {
        public long Milliseconds { get; set; }

        public override long TimestampFrequency => 1_000;

        public override long GetTimestamp() => Milliseconds;
    }

    /// <summary>Steps that cost as many evaluations as told, half of them scores, and 10 ms.</summary>
    private sealed class Toy(int steps, int prepare, int each, int freeSteps, SteppedClock clock) : TrainingSession(1, steps)
    {
        private long spent = prepare;

        public override ITrainableSampler Sampler { get; } = new Nothing();

        public override EvaluationCost Cost => new(spent / 2, spent - (spent / 2));

        public override void Settle(EvaluationCost total) => spent = total.Total;

        public override (string Phase, string Quantity)? Advance()
        {
            clock.Milliseconds += 10;
            spent += CompletedSteps < freeSteps ? 0 : each;
            CompletedSteps++;
            return null;
        }

        public override IReadOnlyDictionary<string, double> TakeRecords() => new Dictionary<string, double>();

        public override void Save(CheckpointSection section)
        {
        }

        public override void Load(CheckpointSection section)
        {
        }
    }

    private sealed class Nothing : ITrainableSampler
    {
        public int Dimension => 1;

        public IReadOnlyList<Parameter> Parameters => [];

        public Draws Draw(ITarget target, int count, RandomStream random) => new(new Batch(count, 1), EvaluationCost.None);
    }
}
