using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Diffusions;
using Samovar.Runs;

namespace Samovar.Samplers.Particles;

/// <summary>Settings of a particle flow.</summary>
public sealed record ParticleFlowOptions
{
    /// <summary>Particles that move together, a swarm. Range [2, ∞). Default 1024.</summary>
    public int Particles
    {
        get;
        init => field = Require.That(value, value >= 2, "A swarm has at least 2 particles.");
    } = 1024;

    /// <summary>Steps of the whole flow. Range [1, ∞). Default 500.</summary>
    public int Steps
    {
        get;
        init => field = Require.That(value, value >= 1, "A flow has at least 1 step.");
    } = 500;

    /// <summary>Share η of the direction that a step goes. Range (0, ∞). Default 1, the most that a score difference allows.</summary>
    public double StepSize
    {
        get;
        init => field = Require.That(value, value > 0 && double.IsFinite(value), "The step size is positive and finite.");
    } = 1;

    /// <summary>Course of the noise scale σ. Default a cosine from 5 to 0.1.</summary>
    public NoiseSchedule Schedule { get; init; } = new NoiseSchedule.Cosine(5, 0.1);

    /// <summary>Whether the direction is taken at y + σε rather than at y itself. Default true.</summary>
    public bool Noise { get; init; } = true;

    /// <summary>Whether draws are the particles with the last noise added, shrunk to the variance that they had without it. Default false.</summary>
    /// <remarks>
    /// Few rows leave nothing below the width of their kernel density: particles that are followed further land on the rows. With the noise they are
    /// draws of that density instead. Source of the shrinking: Silverman and Young, 1987, Biometrika 74.
    /// </remarks>
    public bool FinalNoise { get; init; }

    /// <summary>The particles start normal around this value of every coordinate. Default 0.</summary>
    public double StartMean { get; init; }

    /// <summary>Standard deviation of the start, in the units of the points. Range (0, ∞). Default 1.</summary>
    public double StartScale
    {
        get;
        init => field = Require.That(value, value > 0 && double.IsFinite(value), "The start is positive and finite in width.");
    } = 1;
}

/// <summary>Particles that move along a rule while the noise falls. It learns nothing: more draws are more swarms.</summary>
/// <remarks>
/// y ← y + η·direction(y + σε), T times. In training the first swarm is moved step by step, so that its course can be watched and resumed; every draw
/// is the end of a swarm of its own randomness. Source: Weber, 2023, arXiv:2304.12906.
/// </remarks>
public sealed class ParticleFlow : IFreeSampler, ICheckpointed
{
    private readonly ParticleFlowOptions options;
    private readonly Func<IParticleRule> makeRule;

    /// <summary>Places the first swarm.</summary>
    /// <param name="dimension">Number of coordinates d, at least 1.</param>
    /// <param name="options">Settings.</param>
    /// <param name="rule">Makes the rule of a swarm.</param>
    /// <param name="random">Source of the start; advanced.</param>
    public ParticleFlow(int dimension, ParticleFlowOptions options, Func<IParticleRule> rule, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(random);
        this.options = options;
        makeRule = rule;
        Dimension = dimension;
        Swarm = Start(random);
    }

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <summary>Nothing: particles are moved, not trained.</summary>
    public IReadOnlyList<Parameter> Parameters => [];

    /// <summary>[particles, d] the first swarm.</summary>
    public Batch Swarm { get; }

    /// <summary>Moves the first swarm by one step.</summary>
    /// <param name="step">Which step, with its randomness and records.</param>
    public void Advance(IRunStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        Advance(Swarm, step.Reuse("rule", makeRule), step);
    }

    /// <inheritdoc/>
    public Draws Draw(int count, RandomStream random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentNullException.ThrowIfNull(random);
        Batch points = new(count, Dimension);
        for (int done = 0; done < count; done += options.Particles)
        {
            RandomStream own = random.Fork();
            Batch swarm = Start(own.Named("start"));
            FlowStep step = new(options.Steps);
            IParticleRule rule = makeRule();
            for (int index = 0; index < options.Steps; index++)
            {
                step.Enter(index, own.Split(index));
                Advance(swarm, rule, step);
            }

            if (options.FinalNoise)
            {
                Blur(swarm, own.Named("final"));
            }

            swarm.Values[..(Math.Min(options.Particles, count - done) * Dimension)].CopyTo(points.Values[(done * Dimension)..]);
        }

        return new Draws(points, EvaluationCost.None);
    }

    /// <inheritdoc/>
    public void Save(CheckpointSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        section.Write("particles", Swarm.Values, Swarm.Count);
    }

    /// <inheritdoc/>
    public void Load(CheckpointSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        section.Read("particles", Swarm.Values);
    }

    private Batch Start(RandomStream random)
    {
        Batch swarm = new(options.Particles, Dimension);
        random.FillNormal(swarm.Values);
        foreach (ref float value in swarm.Values)
        {
            value = (float)(options.StartMean + (options.StartScale * value));
        }

        return swarm;
    }

    private void Advance(Batch swarm, IParticleRule rule, IRunStep step)
    {
        double level = options.Schedule.At(step.Index, options.Steps);
        Batch direction = step.Reuse("direction", () => new Batch(swarm.Count, Dimension));
        ParticleMoment moment = new(swarm, options.Noise ? Noised(swarm, level, step) : swarm, level);
        rule.Direct(moment, direction, step);
        Span<float> positions = swarm.Values;
        Span<float> moves = direction.Values;
        float share = (float)options.StepSize;
        for (int index = 0; index < positions.Length; index++)
        {
            positions[index] += share * moves[index];
        }

        step.Record("noise", level);
    }

    private void Blur(Batch swarm, RandomStream random)
    {
        Batch noise = new(swarm.Count, Dimension);
        random.FillNormal(noise.Values);
        double square = Math.Pow(options.Schedule.Last, 2);
        for (int column = 0; column < Dimension; column++)
        {
            double mean = 0;
            double variance = 0;
            for (int row = 0; row < swarm.Count; row++)
            {
                mean += swarm[row, column] / (double)swarm.Count;
            }

            for (int row = 0; row < swarm.Count; row++)
            {
                variance += (swarm[row, column] - mean) * (swarm[row, column] - mean) / swarm.Count;
            }

            double shrink = Math.Sqrt(variance / (variance + square));
            for (int row = 0; row < swarm.Count; row++)
            {
                double blurred = swarm[row, column] + (Math.Sqrt(square) * noise[row, column]);
                swarm[row, column] = (float)(mean + (shrink * (blurred - mean)));
            }
        }
    }

    private Batch Noised(Batch swarm, double level, IRunStep step)
    {
        Batch noisy = step.Reuse("noisy", () => new Batch(swarm.Count, Dimension));
        step.Random.FillNormal(noisy.Values);
        Span<float> values = noisy.Values;
        Span<float> positions = swarm.Values;
        for (int index = 0; index < values.Length; index++)
        {
            values[index] = positions[index] + ((float)level * values[index]);
        }

        return noisy;
    }
}
