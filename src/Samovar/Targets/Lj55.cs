namespace Samovar.Targets;

/// <summary>Fifty-five Lennard-Jones particles.</summary>
/// <remarks>Source: see <see cref="LennardJones"/>.</remarks>
[Catalogued("lj55")]
public sealed class Lj55() : LennardJones("lj55", 55), IHasCard
{
    /// <inheritdoc/>
    public TargetCard Card => new(
        "55 Lennard-Jones particles in space; 165 dimensions",
        Definition,
        "unknown",
        2.5,
        "arXiv:2006.02425 and arXiv:2402.06121, code")
    {
        Support = "every point; the density is practically 0 where two particles are nearer than 0.7",
        Symmetries = ParticleSymmetries,
        Moments = ["mean 0 in every coordinate; the centre of mass has variance 1/55 in each"],
        Variants = OtherDefinitions,
        ReferenceDraws =
        [
            "none of our own that can be trusted: samovar sample lj55 --method pt --count 20000 --most-scans 4000 --seed 1 ends red",
            "45 temperatures, 4,000 scans of 32 ladders: 4 round trips, two hot neighbours that never exchange, R-hat 1.05; log Z not found",
        ],
        Traps = ["draws of a Gaussian overlap: start chains from spread-out particles", "the first code release with this target had errors, mended later: older numbers do not compare"],
    };
}
