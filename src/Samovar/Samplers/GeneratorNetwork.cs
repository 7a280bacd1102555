using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Networks;
using Samovar.Runs;

namespace Samovar.Samplers;

/// <summary>The network of a one-step generator, with its residual and its steps.</summary>
internal sealed class GeneratorNetwork : ITrainable, ICheckpointed
{
    private const double FirstStepHeight = 0.3;
    private const double LastSharpness = 30;
    private const double SharpeningStart = 0.1;
    private const double SharpeningEnd = 0.6;

    private readonly GeneratorOptions options;
    private readonly Mlp network;
    private readonly Parameter heights;
    private readonly Parameter sharpness = new("sharpness", 1, 1);

    public GeneratorNetwork(int dimension, GeneratorOptions options, RandomStream random)
    {
        this.options = options;
        network = new Mlp(dimension, options.Steps ? 2 * dimension : dimension, options.Network, random);
        heights = new Parameter("step-heights", 1, dimension);
        heights.Row(0).Fill((float)FirstStepHeight);
        Sharpen(0);
    }

    public IReadOnlyList<Parameter> Parameters => options.Steps ? [.. network.Parameters, heights] : network.Parameters;

    /// <summary>k grows geometrically from 1 to 30 between 10 % and 60 % of the schedule.</summary>
    public void Sharpen(double progress)
    {
        double share = Math.Clamp((progress - SharpeningStart) / (SharpeningEnd - SharpeningStart), 0, 1);
        sharpness.Row(0)[0] = (float)Math.Pow(LastSharpness, share);
    }

    public Traced Apply(Traced latent)
    {
        if (!options.Steps)
        {
            Traced output = network.Apply(latent);
            return options.Scale * (options.Residual ? latent + output : output);
        }

        (Traced smooth, Traced gate) = Parts(latent);
        return options.Scale * (smooth + (latent.Use(heights) * gate));
    }

    /// <summary>Σ force·x per point, where the places of the steps feel a force of their own.</summary>
    public Traced Work(Traced latent, Traced force, Traced stepForce)
    {
        if (!options.Steps)
        {
            return TracedMath.Dot(Apply(latent), force);
        }

        (Traced smooth, Traced gate) = Parts(latent);
        Traced heightsHere = latent.Use(heights);
        Traced body = smooth + (heightsHere * TracedMath.Detach(gate));
        Traced steps = TracedMath.Detach(heightsHere) * gate;
        return options.Scale * (TracedMath.Dot(body, force) + TracedMath.Dot(steps, stepForce));
    }

    /// <summary>z + m(z), and tanh(k·(z + g(z))).</summary>
    private (Traced Smooth, Traced Gate) Parts(Traced latent)
    {
        int dimension = latent.Shape.Columns;
        Traced output = network.Apply(latent);
        return (latent + output[..dimension], TracedMath.Tanh(latent.Use(sharpness) * (latent + output[dimension..])));
    }

    public void Save(CheckpointSection section) => ParameterStore.Save([.. network.Parameters, heights, sharpness], section);

    public void Load(CheckpointSection section) => ParameterStore.Load([.. network.Parameters, heights, sharpness], section);
}
