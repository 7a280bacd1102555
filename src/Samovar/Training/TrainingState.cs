using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Networks;
using Samovar.Runs;

namespace Samovar.Training;

/// <summary>What lives across steps: kept objects, optimizers, compiled losses and the averages of the present record.</summary>
/// <remarks>A checkpoint is loaded before the kept objects exist, so each takes its part of it when it is made.</remarks>
internal sealed class TrainingState(RandomStream random) : ICheckpointed
{
    private readonly SortedDictionary<string, ICheckpointed> kept = new(StringComparer.Ordinal);
    private readonly Dictionary<string, object> reused = [];
    private readonly Dictionary<(string Phase, int Count), CompiledLoss> losses = [];
    private readonly SortedDictionary<string, (double Sum, int Count)> records = new(StringComparer.Ordinal);
    private CheckpointSection? loaded;

    public (string Phase, string Quantity)? Divergence { get; set; }

    public T Keep<T>(string name, Func<RandomStream, T> create)
        where T : class, ICheckpointed
    {
        if (!kept.TryGetValue(name, out ICheckpointed? found))
        {
            kept[name] = found = create(random.Named(name));
            // What the saved run had not kept yet, as in a warm-up, begins here as it would have begun there.
            if (loaded is not null && loaded.Section(name).Names.Any())
            {
                found.Load(loaded.Section(name));
            }
        }

        return (T)found;
    }

    public T Reuse<T>(string name, Func<T> create)
        where T : class
    {
        if (!reused.TryGetValue(name, out object? found))
        {
            reused[name] = found = create();
        }

        return (T)found;
    }

    public Adam OptimizerOf(string phase, ITrainable trained) => Keep($"optimizer.{phase}", _ => new Adam(trained.Parameters));

    public CompiledLoss LossOf(string phase, ITrainable trained, Func<IReadOnlyList<Traced>, Traced> loss, ReadOnlySpan<Batch> inputs)
    {
        if (!losses.TryGetValue((phase, inputs[0].Count), out CompiledLoss? compiled))
        {
            losses[(phase, inputs[0].Count)] = compiled = new CompiledLoss(phase, trained, OptimizerOf(phase, trained), loss, inputs);
        }

        return compiled;
    }

    public void Record(string quantity, double value)
    {
        (double sum, int count) = records.GetValueOrDefault(quantity);
        records[quantity] = (sum + value, count + 1);
    }

    /// <summary>Averages since the last call.</summary>
    public Dictionary<string, double> TakeRecords()
    {
        Dictionary<string, double> averages = records.ToDictionary(pair => pair.Key, pair => pair.Value.Sum / pair.Value.Count);
        records.Clear();
        return averages;
    }

    public void Save(CheckpointSection section)
    {
        if (loaded is not null)
        {
            section.CopyFrom(loaded);
        }

        foreach ((string name, ICheckpointed item) in kept)
        {
            item.Save(section.Section(name));
        }

        CheckpointSection sums = section.Section("records");
        foreach ((string quantity, (double sum, int count)) in records)
        {
            sums.Write(quantity, sum, count);
        }
    }

    public void Load(CheckpointSection section)
    {
        Span<double> pair = stackalloc double[2];
        CheckpointSection sums = section.Section("records");
        foreach (string quantity in sums.Names)
        {
            sums.Read(quantity, pair);
            records[quantity] = (pair[0], (int)pair[1]);
        }

        loaded = section.Without("records");
    }
}
