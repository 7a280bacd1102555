using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Networks;

namespace Samovar.Samplers;

/// <summary>Runs a Gaussian chain for a fixed number of points.</summary>
internal sealed class ChainRollout
{
    private readonly ChainNetwork network;
    private readonly float startDeviation;
    private readonly CompiledFunction mean;
    private readonly Batch[] codes;
    private readonly Batch noise;

    public ChainRollout(ChainNetwork network, GaussianChainOptions options, int count)
    {
        this.network = network;
        startDeviation = (float)options.StartDeviation;
        mean = new CompiledFunction(count, [network.Dimension, options.Steps], inputs => network.Mean(inputs[0], inputs[1]));
        codes = [.. Enumerable.Range(0, options.Steps).Select(step => StepCodes.Of(step, options.Steps, count))];
        noise = new Batch(count, network.Dimension);
    }

    /// <summary>Draws x_0 to x_T.</summary>
    public void Run(IReadOnlyList<Batch> states, RandomStream random)
    {
        random.FillNormal(noise.Values);
        Span<float> start = states[0].Values;
        for (int index = 0; index < start.Length; index++)
        {
            start[index] = startDeviation * noise.Values[index];
        }

        for (int step = 0; step < codes.Length; step++)
        {
            mean.Evaluate(states[step + 1], states[step], codes[step]);
            random.FillNormal(noise.Values);
            float deviation = (float)Math.Exp(network.LogDeviation(step));
            Span<float> next = states[step + 1].Values;
            for (int index = 0; index < next.Length; index++)
            {
                next[index] += deviation * noise.Values[index];
            }
        }
    }
}
