using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Networks;
using Samovar.Runs;

namespace Samovar.Samplers;

/// <summary>What is learned of a Gaussian chain: m(x, t) and ln σ_t.</summary>
internal sealed class ChainNetwork : ITrainable, ICheckpointed
{
    private readonly GaussianChainOptions options;
    private readonly SteppedPerceptron network;
    private readonly Parameter deviations;

    public ChainNetwork(int dimension, GaussianChainOptions options, RandomStream random)
    {
        this.options = options;
        Dimension = dimension;
        network = new SteppedPerceptron(dimension, dimension, options.Steps, options.Network, random);
        deviations = new Parameter("log-deviations", 1, options.Steps);
        for (int step = 0; step < options.Steps; step++)
        {
            double share = options.Steps == 1 ? 1 : (double)step / (options.Steps - 1);
            double start = ((1 - share) * Math.Log(options.FirstDeviation)) + (share * Math.Log(options.LastDeviation));
            deviations.Row(0)[step] = (float)(start / options.DeviationRate);
        }

        Parameters = [.. network.Parameters, deviations];
    }

    public int Dimension { get; }

    public IReadOnlyList<Parameter> Parameters { get; }

    public Traced Mean(Traced points, Traced code) => points + network.Apply(points, code);

    public Traced LogDeviation(Traced code) => options.DeviationRate * TracedMath.Dot(code, code.Use(deviations));

    public double LogDeviation(int step) => options.DeviationRate * deviations.Row(0)[step];

    public int HoldDeviations()
    {
        int held = 0;
        float smallest = (float)(Math.Log(options.SmallestDeviation) / options.DeviationRate);
        float largest = (float)(Math.Log(options.LargestDeviation) / options.DeviationRate);
        foreach (ref float deviation in deviations.Row(0))
        {
            if (deviation < smallest || deviation > largest)
            {
                deviation = Math.Clamp(deviation, smallest, largest);
                held++;
            }
        }

        return held;
    }

    public void Save(CheckpointSection section) => ParameterStore.Save(Parameters, section);

    public void Load(CheckpointSection section) => ParameterStore.Load(Parameters, section);
}
