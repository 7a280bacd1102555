using Samovar.Compute;
using Samovar.Diffusions;
using Samovar.Runs;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Objectives;

/// <summary>What the sampler found, what local searches made of it, and trajectories backward from there.</summary>
/// <remarks>Every second step is backward once there is a search to draw from. What a mode once gave is not forgotten while the sampler learns others.</remarks>
internal sealed class Replay : ICheckpointed
{
    private readonly ReplayOptions options;
    private readonly ReplayBuffer found;
    private readonly ReplayBuffer searched;
    private readonly Batch ends;

    public Replay(ReplayOptions options, int dimension, int batchSize)
    {
        this.options = options;
        found = new ReplayBuffer(options.Capacity, dimension);
        searched = new ReplayBuffer(options.Capacity, dimension);
        ends = new Batch(batchSize, dimension);
    }

    /// <summary>Searches where it is time to.</summary>
    /// <returns>Whether this step is to go backward.</returns>
    public bool Turn(ITarget target, double width, TrainingStep step)
    {
        if (step.Index > 0 && step.Index % options.SearchInterval == 0 && found.Count > 0)
        {
            step.Record("search-acceptance", LocalSearch.Run(target, found, searched, width, options, step.Random.Named("search")));
        }

        return step.Index % 2 == 1 && searched.Count > 0;
    }

    /// <summary>Remembers the ends of trajectories that the sampler drew.</summary>
    public void Remember(Paths paths) => found.Add(paths.States[^1], paths.LogDensities[(paths.Process.Steps * paths.Count)..]);

    /// <summary>Draws trajectories backward from what searches found.</summary>
    public void Retrace(ControlledDiffusion sampler, ITarget target, Paths paths, TrainingStep step)
    {
        searched.Draw(ends, options.RankSoftness, step.Random);
        sampler.Retrace(target, paths, ends, step.Random);
        double[] weights = [.. paths.LogWeights.Where(double.IsFinite)];
        if (weights.Length > 0)
        {
            step.Record("replayed-log-weight-mean", weights.Average());
        }
    }

    public void Save(CheckpointSection section)
    {
        found.Save(section.Section("found"));
        searched.Save(section.Section("searched"));
    }

    public void Load(CheckpointSection section)
    {
        found.Load(section.Section("found"));
        searched.Load(section.Section("searched"));
    }
}
