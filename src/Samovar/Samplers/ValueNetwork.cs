using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Networks;
using Samovar.Runs;

namespace Samovar.Samplers;

/// <summary>What the rest of a chain is expected to cost from a state: V(x, t), t = 0 … T. What it costs at the end is the energy.</summary>
internal interface IValueNetwork : ITrainable, ICheckpointed
{
    /// <summary>V(x, t).</summary>
    /// <param name="points">[n, d].</param>
    /// <param name="code">[n, T + 1] one-hot codes of t.</param>
    /// <returns>[n, 1].</returns>
    Traced Value(Traced points, Traced code);
}

/// <summary>Energy and values in one network, which tells the time: V(x, T) is the energy.</summary>
internal sealed class ValueNetwork : IValueNetwork
{
    private readonly SteppedPerceptron network;
    private readonly QuadraticEnergy? known;

    public ValueNetwork(int dimension, int steps, MlpOptions options, RandomStream random, QuadraticEnergy? known = null)
    {
        network = new SteppedPerceptron(dimension, 1, steps + 1, options, random);
        this.known = known;
    }

    public IReadOnlyList<Parameter> Parameters => network.Parameters;

    public Traced Value(Traced points, Traced code)
    {
        Traced learned = network.Apply(points, code);
        return known is null ? learned : learned + (code[code.Shape.Columns - 1] * known.Value(points));
    }

    public void Save(CheckpointSection section) => network.Save(section);

    public void Load(CheckpointSection section) => network.Load(section);
}

/// <summary>Learned values before a known end: V(x, T) = E(x).</summary>
/// <param name="inner">V before the end.</param>
/// <param name="energy">E, [n, d] to [n, 1].</param>
internal sealed class ValueOfKnownEnergy(IValueNetwork inner, Func<Traced, Traced> energy) : IValueNetwork
{
    public IReadOnlyList<Parameter> Parameters => inner.Parameters;

    public Traced Value(Traced points, Traced code)
    {
        Traced atEnd = code[code.Shape.Columns - 1];
        return ((1 - atEnd) * inner.Value(points, code)) + (atEnd * energy(points));
    }

    public void Save(CheckpointSection section) => inner.Save(section);

    public void Load(CheckpointSection section) => inner.Load(section);
}
