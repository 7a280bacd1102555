using Samovar.Compute.Graphs;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Targets;

/// <summary>Four particles in the plane whose distances have two wells each.</summary>
/// <remarks>Source: Köhler, Klein and Noé, 2020, arXiv:2006.02425; constants as in their code and in arXiv:2402.06121.</remarks>
[Catalogued("dw4")]
public sealed class Dw4() : ParticleSystem("dw4", Count, Axes, Energy), IBoundParticles, IHasCard, IHasReferenceDraws, IHasBasins
{
    private const int Count = 4;
    private const int Axes = 2;

    /// <inheritdoc/>
    public TargetCard Card => new(
        "4 particles in the plane with double-well distances; 8 dimensions",
        "E(x) = Σ over the 6 pairs i < j of 0.9 (r − 4)⁴ − 4 (r − 4)², r² = |xᵢ − xⱼ|² + 10⁻⁶. Temperature 1. " + CentreConvention,
        "unknown",
        4.5,
        "arXiv:2006.02425, code; also arXiv:2402.06121 and arXiv:2410.12456")
    {
        Symmetries = ParticleSymmetries,
        Moments = ["mean 0 in every coordinate; the centre of mass has variance 1/4 in each"],
        Variants =
        [
            "papers live on the space without a centre of mass; results relative to the centre are the same",
            "arXiv:2006.02425 halves the sum over ordered pairs, which is this sum over pairs",
        ],
        KnownAnswers =
        [
            "relative energy: mean −22.547 ± 0.003, standard deviation 1.905 (own parallel tempering, three seeds)",
            "configurations with 1, 2, 3, 4 pairs farther apart than 4: shares 0.040, 0.407, 0.035, 0.517, each ± 0.003 (the same draws)",
            "log Z of this form, centre of mass included: 31.503 ± 0.003 (the same runs)",
            "a pair alone has minima at 4 ± 1.4907 of depth −4.444; no configuration lies below −26.67",
        ],
        ReferenceDraws =
        [
            "samovar sample dw4 --method pt --count 64000 --seed 1 (2, 3)",
            "10 temperatures, 4,000 scans of 32 ladders: R-hat 1.002, 11,000 round trips, 17,000 effective draws in the worst coordinate",
        ],
        Traps =
        [
            "the reference splits shipped with arXiv:2402.06121 under-weight the square-like basin: 0.44 instead of 0.51",
            "Wasserstein-2 without alignment is at its floor for samplers with wrong basin weights",
        ],
    };

    /// <inheritdoc/>
    public double ReferenceWidth => 2.25;

    /// <inheritdoc/>
    public int ReferenceScans => 2_500;

    /// <inheritdoc/>
    public IReadOnlyList<string> Basins { get; } = ["1 long pair", "2 long pairs", "3 long pairs", "4 long pairs", "others"];

    /// <summary>By the number of pairs farther apart than the barrier of their energy, 4.</summary>
    public int BasinOf(ReadOnlySpan<float> point)
    {
        int longPairs = 0;
        for (int first = 0; first < Count; first++)
        {
            for (int second = first + 1; second < Count; second++)
            {
                double horizontal = point[Axes * first] - point[Axes * second];
                double vertical = point[(Axes * first) + 1] - point[(Axes * second) + 1];
                longPairs += (horizontal * horizontal) + (vertical * vertical) > 16 ? 1 : 0;
            }
        }

        return longPairs is >= 1 and <= 4 ? longPairs - 1 : 4;
    }

    private static Traced Energy(Traced point)
    {
        Traced stretch = Square(Sqrt(SquaredDistances(point, Axes)) - 4);
        Traced pairs = Sum(stretch * ((0.9 * stretch) - 4));
        Traced horizontal = Sum(Gather(point, [0, 2, 4, 6]));
        Traced vertical = Sum(Gather(point, [1, 3, 5, 7]));
        return pairs + ((0.5 / Count) * (Square(horizontal) + Square(vertical)));
    }
}
