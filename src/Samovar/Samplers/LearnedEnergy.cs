using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Networks;
using Samovar.Runs;

namespace Samovar.Samplers;

/// <summary>A value network whose last value is an energy, with an average of it that scores points.</summary>
internal sealed class LearnedEnergy : ICheckpointed
{
    private const int Block = 512;

    private readonly AveragedNetwork<ValueNetwork> networks;
    private readonly int dimension;
    private readonly int steps;
    private CompiledFunction? average;

    /// <summary>Creates a network with random weights.</summary>
    /// <param name="dimension">Number of coordinates d.</param>
    /// <param name="steps">Steps T of the chain whose values it learns, 0 for an energy alone.</param>
    /// <param name="options">Shape.</param>
    /// <param name="averageDecay">Decay of the average, in [0, 1).</param>
    /// <param name="random">Source of the weights; advanced.</param>
    /// <param name="known">What the network corrects, or null.</param>
    public LearnedEnergy(int dimension, int steps, MlpOptions options, double averageDecay, RandomStream random, QuadraticEnergy? known = null)
    {
        ArgumentNullException.ThrowIfNull(random);
        (this.dimension, this.steps) = (dimension, steps);
        networks = new AveragedNetwork<ValueNetwork>(
            new ValueNetwork(dimension, steps, options, random, known), new ValueNetwork(dimension, steps, options, random.Fork(), known), averageDecay);
    }

    /// <summary>Values and energy in training.</summary>
    public ValueNetwork Value => networks.Present;

    /// <summary>Their average.</summary>
    public ValueNetwork Average => networks.Average;

    /// <summary>Moves the average; called once per step.</summary>
    /// <param name="step">Steps done.</param>
    public void Follow(int step) => networks.Follow(step);

    /// <summary>The averaged energy.</summary>
    /// <param name="points">[n, d] positions.</param>
    /// <param name="energy">[n] overwritten.</param>
    public void Evaluate(Batch points, Span<double> energy)
    {
        ArgumentNullException.ThrowIfNull(points);
        average ??= new CompiledFunction(Block, [dimension, steps + 1], inputs => Average.Value(inputs[0], inputs[1]));
        Batch code = StepCodes.Of(steps, steps + 1, Block);
        Batch block = new(Block, dimension);
        Batch values = new(Block, 1);
        for (int start = 0; start < points.Count; start += Block)
        {
            int count = Math.Min(Block, points.Count - start);
            points.Values.Slice(start * dimension, count * dimension).CopyTo(block.Values);
            average.Evaluate(values, block, code);
            for (int row = 0; row < count; row++)
            {
                energy[start + row] = values[row, 0];
            }
        }
    }

    /// <inheritdoc/>
    public void Save(CheckpointSection section) => networks.Save(section);

    /// <inheritdoc/>
    public void Load(CheckpointSection section) => networks.Load(section);
}
