using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Runs;

namespace Samovar.Samplers.Particles;

/// <summary>Particles that move along a rule while the noise falls: y ← y + η·direction(y + σε), T times.</summary>
/// <remarks>
/// In training the first swarm is moved step by step, so that its course can be watched and resumed; every draw is the end of a swarm of its own
/// randomness. Source: Weber, 2023, arXiv:2304.12906.
/// </remarks>
internal sealed class Swarm : ICheckpointed
{
    private readonly ParticleFlowOptions options;

    /// <summary>Places the first swarm.</summary>
    /// <param name="dimension">Number of coordinates d, at least 1.</param>
    /// <param name="options">Settings.</param>
    /// <param name="random">Source of the start; advanced.</param>
    public Swarm(int dimension, ParticleFlowOptions options, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(random);
        this.options = options;
        Dimension = dimension;
        First = Start(random);
    }

    public int Dimension { get; }

    /// <summary>[particles, d] the first swarm.</summary>
    public Batch First { get; }

    /// <summary>Moves the first swarm by one step.</summary>
    public void Advance(IParticleRule rule, IRunStep step) => Advance(First, rule, step);

    /// <summary>Ends of as many swarms as there are draws for.</summary>
    /// <param name="count">Number of draws, at least 1.</param>
    /// <param name="makeRule">Makes the rule of a swarm.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    /// <returns>[count, d].</returns>
    public Batch Draw(int count, Func<IParticleRule> makeRule, RandomStream random)
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

        return points;
    }

    /// <inheritdoc/>
    public void Save(CheckpointSection section) => section.Write("particles", First.Values, First.Count);

    /// <inheritdoc/>
    public void Load(CheckpointSection section) => section.Read("particles", First.Values);

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
        ParticleMoment moment = new(swarm, options.Noise ? Noised(swarm, level, step) : swarm, level) { StepSize = options.StepSize };
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
