using Samovar.Compute;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>Energies of points as the literature counts them.</summary>
public static class Energies
{
    /// <summary>−ln ρ; of particles without the factor of the centre of mass. +∞ outside the support.</summary>
    /// <param name="target">The density.</param>
    /// <param name="points">[n, d] positions.</param>
    /// <returns>[n] energies, in nats.</returns>
    public static double[] Of(ITarget target, Batch points)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(points);
        double[] energies = new double[points.Count];
        if (target.Capability<IParticleSystem>() is { } system)
        {
            system.RelativeEnergy(points, energies);
            return energies;
        }

        target.LogDensity(points, energies);
        for (int row = 0; row < energies.Length; row++)
        {
            energies[row] = -energies[row];
        }

        return energies;
    }
}
