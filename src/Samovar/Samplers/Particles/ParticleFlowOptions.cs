using Samovar.Diffusions;

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
