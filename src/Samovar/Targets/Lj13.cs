namespace Samovar.Targets;

/// <summary>Thirteen Lennard-Jones particles.</summary>
/// <remarks>Source: see <see cref="LennardJones"/>.</remarks>
[Catalogued("lj13")]
public sealed class Lj13() : LennardJones("lj13", 13), IHasCard, IHasReferenceDraws
{
    /// <inheritdoc/>
    public double ReferenceWidth => 0.8;

    /// <inheritdoc/>
    public int ReferenceScans => 2_000;

    /// <inheritdoc/>
    public TargetCard Card => new(
        "13 Lennard-Jones particles in space; 39 dimensions",
        Definition,
        "unknown",
        1.6,
        "arXiv:2006.02425 and arXiv:2402.06121, code; also arXiv:2410.12456")
    {
        Support = "every point; the density is practically 0 where two particles are nearer than 0.7",
        Symmetries = ParticleSymmetries,
        Moments = ["mean 0 in every coordinate; the centre of mass has variance 1/13 in each"],
        Variants = OtherDefinitions,
        KnownAnswers =
        [
            "relative energy: mean −43.1 ± 0.2, standard deviation 7.0 (reference draws of arXiv:2402.06121, unmoved by 6,000 MALA steps); −42.96 ± 0.05, 6.93 (own parallel tempering, three seeds)",
            "log Z of this form, centre of mass included: 62.633 ± 0.005 (the same runs)",
            "relative to the centre the coordinates have standard deviation 0.68; smallest distance among 10,000 draws 0.825",
        ],
        ReferenceDraws =
        [
            "samovar sample lj13 --method pt --count 64000 --seed 1 (2, 3)",
            "18 temperatures, 8,000 to 16,000 scans of 32 ladders: R-hat 1.005 or less, 5,600 round trips or more",
        ],
        Traps =
        [
            "the mean energy is ruled by rare clashes: look at its median as well",
            "draws of a Gaussian overlap: their energies reach 10²⁰ and more, so start chains from spread-out particles",
            "the shipped reference draws are not uniform over rotations and labels",
        ],
    };
}
