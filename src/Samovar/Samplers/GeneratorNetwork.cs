using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Networks;
using Samovar.Runs;

namespace Samovar.Samplers;

/// <summary>The network of a one-step generator, with its residual and its steps.</summary>
internal sealed class GeneratorNetwork : ITrainable, ICheckpointed
{
    private const double FirstStepHeight = 0.3;
    private const double LastSharpness = 20;
    private const double SharpeningStart = 0.1;
    private const double SharpeningEnd = 0.7;

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

    /// <summary>k grows geometrically from 1 to 20 between 10 % and 70 % of the schedule.</summary>
    public void Sharpen(double progress)
    {
        double share = Math.Clamp((progress - SharpeningStart) / (SharpeningEnd - SharpeningStart), 0, 1);
        sharpness.Row(0)[0] = (float)Math.Pow(LastSharpness, share);
    }

    public Traced Apply(Traced latent)
    {
        Traced output = network.Apply(latent);
        if (!options.Steps)
        {
            return options.Scale * (options.Residual ? latent + output : output);
        }

        int dimension = latent.Shape.Columns;
        Traced smooth = latent + output[..dimension];
        Traced place = latent + output[dimension..];
        return options.Scale * (smooth + (latent.Use(heights) * TracedMath.Tanh(latent.Use(sharpness) * place)));
    }

    public void Save(CheckpointSection section) => ParameterStore.Save([.. network.Parameters, heights, sharpness], section);

    public void Load(CheckpointSection section) => ParameterStore.Load([.. network.Parameters, heights, sharpness], section);
}
