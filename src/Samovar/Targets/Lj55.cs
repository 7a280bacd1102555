namespace Samovar.Targets;

/// <summary>Fifty-five Lennard-Jones particles.</summary>
/// <remarks>Source: see <see cref="LennardJones"/>.</remarks>
[Catalogued("lj55")]
public sealed class Lj55() : LennardJones("lj55", Count), IHasCard, IHasReferenceStart
{
    private const int Count = 55;
    private const double Neighbours = 1.02;

    /// <summary>The 55 sites of a face-centred cubic lattice that lie nearest to the origin, which melt at temperature 1.</summary>
    public IReadOnlyList<float> ReferenceStart { get; } = Lattice();

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
        KnownAnswers = ["relative energy: mean −325.6 ± 0.2, standard deviation 13.7 (Hamiltonian chains from two starts, 256 each, 4,000 moves)"],
        ReferenceDraws =
        [
            "Hamiltonian chains at temperature 1, where the cluster is liquid: from a compact lattice and from sequential Monte Carlo they end with the same energies (docs/decisions/0018)",
            "parallel tempering cannot be trusted: samovar sample lj55 --method pt --count 20000 --most-scans 4000 --seed 1 ends red, with 4 round trips of 45 temperatures past the condensation",
        ],
        Traps = ["draws of a Gaussian overlap: start chains from spread-out particles", "the first code release with this target had errors, mended later: older numbers do not compare"],
    };

    private static float[] Lattice()
    {
        const int Reach = 4;
        IEnumerable<int> axis = Enumerable.Range(-Reach, (2 * Reach) + 1);
        IEnumerable<int[]> sites = from x in axis from y in axis from z in axis where (x + y + z) % 2 == 0 orderby (x * x) + (y * y) + (z * z) select new[] { x, y, z };
        return [.. sites.Take(Count).SelectMany(site => site.Select(place => (float)(place * Neighbours / Math.Sqrt(2))))];
    }
}
