using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Runs;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Cli.Tests.Fakes;

/// <summary>Draws exactly, and if told so, with noise added: a sampler whose quality is known.</summary>
internal sealed class ExactSampler(IHasExactDraws source, int dimension) : ITrainableSampler
{
    public int Dimension => dimension;

    /// <summary>Standard deviation of the noise.</summary>
    internal double Noise { get; init; }

    public IReadOnlyList<Parameter> Parameters => [];

    public Draws Draw(ITarget target, int count, RandomStream random)
    {
        Batch points = new(count, dimension);
        source.DrawExactly(points, random);
        Batch noise = new(count, dimension);
        random.FillNormal(noise.Values);
        for (int index = 0; index < points.Values.Length; index++)
        {
            points.Values[index] += (float)Noise * noise.Values[index];
        }

        return new Draws(points, EvaluationCost.None);
    }
}

/// <summary>A training with nothing left to do.</summary>
internal sealed class FinishedSession(ITrainableSampler sampler) : TrainingSession(seed: 1, plannedSteps: 1)
{
    public override ITrainableSampler Sampler => sampler;

    public override EvaluationCost Cost => EvaluationCost.None;

    public override (string Phase, string Quantity)? Advance() => null;

    public override void Settle(EvaluationCost total)
    {
    }

    public override IReadOnlyDictionary<string, double> TakeRecords() => new Dictionary<string, double>();

    public override void Save(CheckpointSection section)
    {
    }

    public override void Load(CheckpointSection section)
    {
    }
}
