using Samovar.Compute.Randomness;
using Samovar.Runs;

namespace Samovar.Samplers.Particles;

/// <summary>A step of a swarm that nobody watches: what it keeps lives as long as the swarm, what it records is dropped.</summary>
/// <param name="steps">Steps of the whole flow.</param>
internal sealed class FlowStep(int steps) : IRunStep
{
    private readonly Dictionary<string, object> kept = [];

    public int Index { get; private set; }

    public double Progress => (double)Index / steps;

    public RandomStream Random { get; private set; } = RandomStream.FromSeed(0);

    /// <summary>Goes on to a step.</summary>
    public void Enter(int index, RandomStream random)
    {
        Index = index;
        Random = random;
    }

    public T Keep<T>(string name, Func<RandomStream, T> create)
        where T : class, ICheckpointed => Reuse($"kept {name}", () => create(Random.Named(name)));

    public T Reuse<T>(string name, Func<T> create)
        where T : class
    {
        if (!kept.TryGetValue(name, out object? found))
        {
            kept[name] = found = create();
        }

        return (T)found;
    }

    public void Record(string quantity, double value)
    {
    }
}
