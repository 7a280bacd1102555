using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>The share of configurations with positive energy: particles that overlap, or fell apart. Such draws are rare in the target and ruin means.</summary>
/// <remarks>
/// Energy without the factor of the centre of mass, as in the literature. A configuration whose energy is no finite number counts. The zero of an energy is a convention:
/// there is an answer only for targets whose zero means that particles no longer hold together, which <see cref="IBoundParticles"/> says.
/// </remarks>
[Catalogued("clash-share")]
public sealed class ClashShare() : Metric("clash-share")
{
    /// <inheritdoc/>
    protected override Measurement Evaluate(Batch points, ITarget target, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(target);
        if (target.Capability<IParticleSystem>() is null)
        {
            return Missing("particles", target);
        }

        if (target.Capability<IBoundParticles>() is null)
        {
            return NotApplicable($"needs an energy whose zero has a meaning, and '{target.Name}' does not say that its particles overlap or fell apart where it is positive");
        }

        double Share(Batch draws) => Energies.Of(target, draws).Average(energy => energy < 0 ? 0.0 : 1);
        double share = Share(points);
        return Measured(share, Spread.ErrorOfShare(share, points.Count), TruthSample.Floor(target, Name, points.Count, (exact, _) => Share(exact)));
    }
}
