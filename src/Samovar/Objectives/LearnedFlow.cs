using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Diffusions;
using Samovar.Networks;
using Samovar.Runs;
using Samovar.Samplers;

namespace Samovar.Objectives;

/// <summary>A learned ln φ_n(x) = ln F_n(x) − ln p_n(x): how much of the target's mass is still to come, by what the reference would bring.</summary>
/// <remarks>
/// ln φ = (1 − κ) ln Z + m(x/width, t) + κ (ln ρ − ln p_n) between the ends, ln Z at the start and ln ρ − ln p_N at the end, where κ follows from the
/// correlation of the reference with its end (docs/theory/path-samplers.md). Relative to p_n, because that is singular at the start and would leave ln Z with an offset; ln Z beside the network, because a
/// network that starts at zero would be long on the way to it (both ours). The trunk is its own: gradients of the flow and of the control differ by
/// orders of magnitude, and the control must be evaluated on trajectories without paying for the flow.
/// </remarks>
internal sealed class LearnedFlow : ITrainable, ICheckpointed
{
    private readonly Mlp network;
    private readonly ReferenceProcess process;
    private readonly bool forwardLooking;
    private readonly double[] shares;

    public LearnedFlow(int inputs, ReferenceProcess process, FlowOptions options, RandomStream random)
    {
        network = new Mlp(inputs, 1, options.Network, random);
        forwardLooking = options.ForwardLooking;
        this.process = process;
        Perceptron = new TimedPerceptron(network, process.Steps, process.Width);
        shares = [0, .. Enumerable.Range(1, process.Steps).Select(step => Share(process.Correlation(step), options.ModeVariance))];
    }

    public IReadOnlyList<Parameter> Parameters => network.Parameters;

    /// <summary>ln Z.</summary>
    public LearnedNormalizer Normalizer { get; } = new();

    /// <summary>m at all steps, on blocks of rows.</summary>
    public TimedPerceptron Perceptron { get; }

    /// <summary>Sums of gradients by its weights.</summary>
    public BlockGradients CreateGradients() => new(network, network.Parameters);

    /// <summary>m, [n, 1], traced: what the fused one computes.</summary>
    public Traced Apply(Traced input) => network.Apply(input);

    /// <summary>dlnφ_n/dlnZ.</summary>
    public double NormalizerShare(int step) => 1 - shares[step];

    /// <summary>ln φ of one state of one trajectory.</summary>
    /// <param name="paths">The trajectories.</param>
    /// <param name="step">n, 0 to N.</param>
    /// <param name="path">Which trajectory.</param>
    /// <param name="learned">m of this state; of the first and the last it is not looked at.</param>
    public double At(Paths paths, int step, int path, double learned)
    {
        if (step == 0)
        {
            return Normalizer.Value;
        }

        int row = (step * paths.Count) + path;
        bool last = step == process.Steps;
        double seen = last || forwardLooking ? shares[step] * (paths.LogDensities[row] - process.LogMarginal(step, paths.States[step].Row(path))) : 0;
        return last ? seen : seen + learned + (NormalizerShare(step) * Normalizer.Value);
    }

    /// <summary>v τ / (v τ + 1 − τ): the curvature of ln ρ after smoothing by what is still to come, for modes of variance v.</summary>
    private static double Share(double correlation, double modeVariance) => modeVariance * correlation / ((modeVariance * correlation) + 1 - correlation);

    public void Save(CheckpointSection section)
    {
        network.Save(section.Section("network"));
        Normalizer.Save(section.Section("log-normalizer"));
    }

    public void Load(CheckpointSection section)
    {
        network.Load(section.Section("network"));
        Normalizer.Load(section.Section("log-normalizer"));
    }
}
