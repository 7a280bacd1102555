using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Methods;
using Samovar.Runs;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Cli.Tests.Fakes;

/// <summary>A Gaussian with one standard deviation, pulled along the score: fast, deterministic, and wrong for two bumps.</summary>
public sealed class MeanFieldSampler(int dimension) : ITrainableSampler
{
    public int Dimension => dimension;

    public float[] Mean { get; } = new float[dimension];

    public IReadOnlyList<Parameter> Parameters => [];

    public Draws Draw(ITarget target, int count, RandomStream random)
    {
        Batch points = new(count, Dimension);
        random.FillNormal(points.Values);
        for (int row = 0; row < count; row++)
        {
            for (int column = 0; column < Dimension; column++)
            {
                points[row, column] += Mean[column];
            }
        }

        return new Draws(points, EvaluationCost.None);
    }
}

public sealed class MeanFieldSession(ITarget target, ulong seed, int steps, int? explosion = null) : TrainingSession(seed, steps)
{
    private readonly MeteredTarget metered = new(target);
    private readonly MeanFieldSampler sampler = new(target.Dimension);
    private double energy;

    public override ITrainableSampler Sampler => sampler;

    public override EvaluationCost Cost => metered.Cost;

    public override void Settle(EvaluationCost total) => metered.Count(total.Energies - Cost.Energies, total.Scores - Cost.Scores);

    public override (string Phase, string Quantity)? Advance()
    {
        if (CompletedSteps == explosion)
        {
            return ("generator", "loss");
        }

        Batch points = sampler.Draw(metered, 16, Random.Split(CompletedSteps)).Points;
        Batch score = new(16, sampler.Dimension);
        double[] logDensity = new double[16];
        metered.LogDensityAndScore(points, logDensity, score);
        for (int index = 0; index < score.Values.Length; index++)
        {
            sampler.Mean[index % sampler.Dimension] += 0.01f * score.Values[index] / 16;
        }

        CompletedSteps++;
        energy = -logDensity.Average();
        return null;
    }

    public override IReadOnlyDictionary<string, double> TakeRecords() =>
        new Dictionary<string, double> { ["energy"] = energy, ["loss"] = 1.0 / CompletedSteps };

    public override void Save(CheckpointSection section)
    {
        section.Write("mean", sampler.Mean, 1);
        section.Write("completed", (long)CompletedSteps);
    }

    public override void Load(CheckpointSection section)
    {
        section.Read("mean", sampler.Mean);
        Span<long> completed = stackalloc long[1];
        section.Read("completed", completed);
        CompletedSteps = (int)completed[0];
    }
}

[Catalogued("mean-field")]
public sealed class MeanField : IMethod
{
    public string Summary => "Pulls a Gaussian along the score";

    public Citation Source => new("nobody2000", "Mean fields for tests", "Nobody", 2000, "arXiv:0000.00000");

    public IReadOnlyList<string> Presets => ["quick", "default", "paper"];

    public IEnumerable<string> Problems(ITarget target, string preset) =>
        target.Dimension > 10 ? [$"Method 'mean-field' learns at most 10 dimensions; target '{target.Name}' has {target.Dimension}."] : [];

    public TrainingSession Start(ITarget target, string preset, ulong seed, int? steps = null) =>
        new MeanFieldSession(target, seed, steps ?? (preset == "quick" ? 50 : 400));
}

/// <summary>Diverges at step 25.</summary>
[Catalogued("explodes")]
public sealed class Explodes : IMethod
{
    public string Summary => "Diverges";

    public Citation Source => new("nobody2001", "Explosions for tests", "Nobody", 2001, "arXiv:0000.00001");

    public IReadOnlyList<string> Presets => ["default"];

    public IEnumerable<string> Problems(ITarget target, string preset) => [];

    public TrainingSession Start(ITarget target, string preset, ulong seed, int? steps = null) => new MeanFieldSession(target, seed, steps ?? 40, explosion: 25);
}
