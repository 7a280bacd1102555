using Samovar.Compute.Randomness;

namespace Samovar.Runs;

/// <summary>One step of a run, as seen by the parts that take part in it: randomness, kept objects and records.</summary>
public interface IRunStep
{
    /// <summary>Steps done before this one.</summary>
    int Index { get; }

    /// <summary>Share of the schedule done before this step, from 0 to 1.</summary>
    double Progress { get; }

    /// <summary>Randomness of this step alone; advanced by use.</summary>
    RandomStream Random { get; }

    /// <summary>An object that lives as long as the run and is part of its checkpoints, such as a helper network or a running average.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="name">Name, unique within the run.</param>
    /// <param name="create">Makes it on first use, from randomness of its own.</param>
    T Keep<T>(string name, Func<RandomStream, T> create)
        where T : class, ICheckpointed;

    /// <summary>An object that lives as long as the run but holds nothing worth saving, such as a buffer or a compiled function.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="name">Name, unique within the run.</param>
    /// <param name="create">Makes it on first use.</param>
    T Reuse<T>(string name, Func<T> create)
        where T : class;

    /// <summary>Records a quantity for the history.</summary>
    /// <param name="quantity">Name in kebab-case, such as "score-loss".</param>
    /// <param name="value">Its value; averaged over the steps since the last record of the history.</param>
    void Record(string quantity, double value);
}
