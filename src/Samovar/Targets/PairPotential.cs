using Samovar.Compute.Graphs;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Targets;

/// <summary>Equal particles with any potential between pairs, made by <see cref="Target.FromPairPotential"/>.</summary>
public sealed class PairPotential : ParticleSystem, IBoundParticles
{
    private readonly bool boundBelowZero;

    /// <summary>Traces the energy.</summary>
    /// <param name="particles">Number of particles n, at least 2.</param>
    /// <param name="spatialDimensions">Coordinates of a particle, at least 1.</param>
    /// <param name="potential">Energy of a pair from its squared distance plus 1e-6, elementwise.</param>
    /// <param name="confinement">k of ½ k Σ |xᵢ − c|², which holds particles together that attract each other too little; at least 0.</param>
    /// <param name="name">Name for runs and reports.</param>
    /// <param name="boundBelowZero">Whether configurations with positive energy overlap or fell apart.</param>
    internal PairPotential(int particles, int spatialDimensions, Func<Traced, Traced> potential, double confinement, string name, bool boundBelowZero)
        : base(name, particles, spatialDimensions, point => Energy(point, particles, spatialDimensions, potential, confinement)) => this.boundBelowZero = boundBelowZero;

    /// <inheritdoc/>
    public override T? Capability<T>()
        where T : class => !boundBelowZero && typeof(T) == typeof(IBoundParticles) ? null : base.Capability<T>();

    private static Traced Energy(Traced point, int particles, int axes, Func<Traced, Traced> potential, double confinement)
    {
        Traced energy = Sum(potential(SquaredDistances(point, axes)));
        // ½ k Σ |xᵢ − c|² + (n/2)|c|² = ½ k Σ |xᵢ|² + ½ (1 − k) Σ over axes of (Σ xᵢ)²/n.
        for (int axis = 0; axis < axes; axis++)
        {
            Traced sum = Sum(Gather(point, [.. Enumerable.Range(0, particles).Select(particle => (particle * axes) + axis)]));
            energy += 0.5 * (1 - confinement) / particles * Square(sum);
        }

        return confinement > 0 ? energy + (0.5 * confinement * Sum(Square(point))) : energy;
    }
}
