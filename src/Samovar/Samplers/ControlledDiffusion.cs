using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Diffusions;
using Samovar.Networks;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Samplers;

/// <summary>Shape of a controlled diffusion.</summary>
public sealed record ControlledDiffusionOptions
{
    /// <summary>The network; its output starts near zero, so that the first paths are those of the reference, guided by the score alone.</summary>
    public MlpOptions Network { get; init; } = new() { Width = 64, HiddenLayers = 2, OutputScale = 0.01 };

    /// <summary>Weight of the score, in the unit of the control, before training. Range [0, ∞). Default 0.1.</summary>
    public double ScoreWeight
    {
        get;
        init => field = Require.That(value, value >= 0 && double.IsFinite(value), "The weight of the score is not negative and finite.");
    } = 0.1;

    /// <summary>Longest width · score that the control sees, per root of the dimension; longer ones are shortened and counted. Range (0, ∞). Default 50.</summary>
    public double ScoreLimit
    {
        get;
        init => field = Require.That(value, value > 0, "The limit of the score is positive.");
    } = 50;

    /// <summary>Whether the control sees the score of ρ/p_N, tempered by its own length, in place of the target's shortened one, and learns a factor of it at every state. Default no.</summary>
    /// <remarks>A target whose widths differ from place to place needs it: how far the score can be trusted is another there, and the limit has no say (docs/decisions/0019; no
    /// published sampler has it).</remarks>
    public bool TemperedScore { get; init; }

    /// <summary>Whether the control has learned steps along every single coordinate besides the network, which it starts without. Default yes; no published sampler has them.</summary>
    /// <remarks>Where many coordinates have wells of their own, units of a network that see all of them mixed hardly find the wells.</remarks>
    public bool CoordinateSteps { get; init; } = true;

    /// <summary>Whether steps learn variances of their own besides the control; they start at those of the reference. Default no.</summary>
    /// <remarks>Few steps, and modes that are narrow against them, need it. Not for losses that go back through the states. Source: Nichol and Dhariwal, 2021,
    /// arXiv:2102.09672, for diffusions; Sendera et al., 2024, arXiv:2402.05098, for samplers.</remarks>
    public bool LearnedVariance { get; init; }

    /// <summary>Decay of the averaged copy used for draws; 0 draws from the network in training. Range [0, 1). Default 0.99.</summary>
    public double AverageDecay
    {
        get;
        init => field = Require.That(value, value is >= 0 and < 1, "A decay lies in [0, 1).");
    } = 0.99;
}

/// <summary>A diffusion with a learned control that carries a simple start to the target, with weights that correct what is left.</summary>
/// <remarks>The score is a feature of the control, not differentiated. Source: Zhang and Chen, 2022, arXiv:2111.15141, section 3.</remarks>
public sealed class ControlledDiffusion : IPathSampler, ICheckpointed
{
    private readonly int drawBlock;
    private readonly int retraceBlock;
    private readonly AveragedNetwork<ControlNetwork> networks;
    private readonly ControlGradientPass gradients;
    private readonly Rollout rollout;
    private readonly Rollout averageRollout;

    /// <summary>Creates a sampler with random weights.</summary>
    /// <param name="dimension">Number of coordinates d, at least 1.</param>
    /// <param name="process">The reference.</param>
    /// <param name="options">Shape.</param>
    /// <param name="random">Source of the weights; advanced.</param>
    public ControlledDiffusion(int dimension, ReferenceProcess process, ControlledDiffusionOptions options, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(process);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(random);
        Dimension = dimension;
        Process = process;
        drawBlock = BlockOf(1, dimension);
        retraceBlock = BlockOf(process.Steps, dimension);
        ControlNetwork network = new(dimension, options, random);
        networks = new AveragedNetwork<ControlNetwork>(network, new ControlNetwork(dimension, options, random.Fork()), options.AverageDecay);
        ControlKernel kernel = new(network, process.Steps, process.Width);
        KeptActivations kept = new(kernel.Perceptron);
        double? limit = options.TemperedScore ? null : options.ScoreLimit;
        rollout = new Rollout(kernel, process, dimension, limit, kept);
        gradients = new ControlGradientPass(network, kernel, process, kept);
        averageRollout = new Rollout(new ControlKernel(networks.Average, process.Steps, process.Width), process, dimension, limit);
    }

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <inheritdoc/>
    public ReferenceProcess Process { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters => networks.Present.Parameters;

    /// <summary>Whether steps have variances of their own.</summary>
    public bool LearnsVariance => networks.Present.LearnsVariance;

    /// <summary>Columns of a row that <see cref="Describe"/> fills.</summary>
    internal int Inputs => networks.Present.Inputs;

    /// <summary>The control u, traced with the weights in training: what the fused kernels compute.</summary>
    /// <param name="input">[n, inputs] position and time, from <see cref="Describe"/>.</param>
    /// <param name="score">[n, d] what the control sees of the score, from <see cref="Paths.Scores"/>.</param>
    /// <returns>[n, d], followed by what variances are made of where they are learned.</returns>
    internal Traced Control(Traced input, Traced score) => networks.Present.Apply(input, score);

    /// <summary>Trajectories that this sampler can fill.</summary>
    /// <param name="count">Number of trajectories n, at least 1.</param>
    public Paths CreatePaths(int count) => new(Process, count, Dimension, LearnsVariance);

    /// <summary>Fills what the network sees of position and time, for all steps of all paths.</summary>
    /// <param name="paths">The paths.</param>
    /// <param name="inputs">[N·n, inputs] overwritten.</param>
    internal void Describe(Paths paths, Batch inputs)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(inputs);
        for (int step = 0; step < Process.Steps; step++)
        {
            networks.Present.Describe(paths.States[step], paths.Scores, Process.Width, (double)step / Process.Steps, inputs, step * paths.Count);
        }
    }

    /// <inheritdoc/>
    public void Simulate(ITarget target, Paths paths, RandomStream random, double noise)
    {
        ArgumentNullException.ThrowIfNull(paths);
        rollout.Run(target, paths, random, noise);
    }

    /// <inheritdoc/>
    public void Retrace(ITarget target, Paths paths, Batch ends, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(paths);
        rollout.Retrace(target, paths, ends, random);
    }

    /// <summary>Leaves Σ dL/du · ∂u/∂θ over all steps of all paths in the gradients of the parameters.</summary>
    internal void Differentiate(Paths paths, IPathCotangents cotangents) => gradients.Run(paths, cotangents);

    /// <summary>Moves the averaged copy towards the weights in training; called once per step.</summary>
    /// <param name="step">Steps done: early averages reach back no further than the start.</param>
    public void UpdateAverage(int step) => networks.Follow(step);

    /// <inheritdoc/>
    public Draws Draw(ITarget target, int count, RandomStream random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentNullException.ThrowIfNull(random);
        Batch points = new(count, Dimension);
        double[] logWeights = new double[count];
        Paths? paths = null;
        PathLedger ledger = new(Process.Steps);
        for (int start = 0; start < count; start += drawBlock)
        {
            int length = Math.Min(drawBlock, count - start);
            // Whole blocks of the tape, so that a draw does not depend on how many follow it.
            int rows = Math.Min(drawBlock, (length + BlockTape.Rows - 1) / BlockTape.Rows * BlockTape.Rows);
            paths = paths?.Count == rows ? paths : Paths.Passing(Process, rows, Dimension, LearnsVariance);
            averageRollout.Run(target, paths, random, 1);
            paths.States[Process.Steps].Values[..(length * Dimension)].CopyTo(points.Values[(start * Dimension)..]);
            for (int path = 0; path < length; path++)
            {
                logWeights[start + path] = paths.LogWeights[path];
            }

            ledger.Add(paths, length);
        }

        return new Draws(points, CostOf(ledger)) { LogWeights = logWeights, Ledger = ledger };
    }

    /// <inheritdoc/>
    public Draws? Weigh(ITarget target, Batch points, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(random);
        double[] logWeights = new double[points.Count];
        Batch ends = new(retraceBlock, Dimension);
        Paths paths = CreatePaths(retraceBlock);
        PathLedger ledger = new(Process.Steps);
        for (int start = 0; start < points.Count; start += retraceBlock)
        {
            int length = Math.Min(retraceBlock, points.Count - start);
            // A block that is not full goes on from the first point; what these rows give is not used.
            for (int row = 0; row < retraceBlock; row++)
            {
                points.Row((start + row) % points.Count).CopyTo(ends.Row(row));
            }

            averageRollout.Retrace(target, paths, ends, random);
            for (int path = 0; path < length; path++)
            {
                logWeights[start + path] = paths.LogWeights[path];
            }

            ledger.Add(paths, length);
        }

        return new Draws(points, CostOf(ledger)) { LogWeights = logWeights, Ledger = ledger };
    }

    /// <inheritdoc/>
    public void Save(CheckpointSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        networks.Save(section);
    }

    /// <inheritdoc/>
    public void Load(CheckpointSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        networks.Load(section);
    }

    /// <summary>How many paths are in memory at a time: 1000, or fewer in multiples of 32 where the coordinates of the steps that they keep would exceed 2²⁴.</summary>
    /// <remarks>Paths keep about four floats for each of these: at most 256 MiB, unless 32 paths need more. Draws keep one step, bridges all of them.</remarks>
    /// <param name="steps">Steps that every path keeps.</param>
    /// <param name="dimension">Number of coordinates d.</param>
    internal static int BlockOf(int steps, int dimension) =>
        (int)Math.Min(1000, Math.Max(1, (1L << 24) / ((long)steps * dimension * BlockTape.Rows)) * BlockTape.Rows);

    /// <summary>One score per step, and the density at the end, of every path that was run, whether or not its draw is wanted.</summary>
    private EvaluationCost CostOf(PathLedger ledger) => new(ledger.Scores / Process.Steps * (Process.Steps + 1), ledger.Scores);
}
