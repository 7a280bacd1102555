using Samovar.Compute.Graphs;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Targets;

/// <summary>The germination of seeds on 21 plates: logistic regression with a random effect per plate.</summary>
/// <remarks>
/// Coordinates: the four coefficients a₀, a₁, a₂, a₁₂; ln τ; the 21 random effects. The density is that by these coordinates, so that Z is the evidence.
/// Source: Crowder, 1978, Applied Statistics 27(1), table 3 (data); Breslow and Clayton, 1993, and the BUGS example "Seeds" (model).
/// </remarks>
[Catalogued("seeds")]
public sealed class Seeds() : TracedTarget("seeds", Coefficients + 1 + Plates, Energy), IHasCard
{
    private const int Coefficients = 4;
    private const int Plates = 21;
    private const int LogPrecision = Coefficients;
    private const double CoefficientDeviation = 10;

    /// <summary>Shape and rate of the prior of the precision.</summary>
    private const double GammaShape = 0.01;

    /// <summary>ln Γ(0.01).</summary>
    private const double LogGammaOfShape = 4.599479878042022;

    /// <summary>Germinated seeds of each plate.</summary>
    private static readonly int[] Germinated = [10, 23, 23, 26, 17, 5, 53, 55, 32, 46, 10, 8, 10, 8, 23, 0, 3, 22, 15, 32, 3];

    /// <summary>Seeds of each plate.</summary>
    private static readonly int[] Sown = [39, 62, 81, 51, 39, 6, 74, 72, 51, 79, 13, 16, 30, 28, 45, 4, 12, 41, 30, 51, 7];

    /// <inheritdoc/>
    public TargetCard Card { get; } = new(
        "germination of seeds on 21 plates; logistic regression with random effects",
        "a₀, a₁, a₂, a₁₂ ~ N(0, 10²); τ ~ Gamma(0.01, rate 0.01); bⱼ ~ N(0, 1/τ); rⱼ ~ Binomial(nⱼ, sigmoid(a₀ + a₁ X₁ + a₂ X₂ + a₁₂ X₁ X₂ + bⱼ)), binomial "
        + "coefficients included, for the 21 plates of the source: X₁ = 1 from the twelfth plate on, X₂ = 1 on plates 6 to 11 and 17 to 21. "
        + "Coordinates: the four coefficients, ln τ, b₁ … b₂₁; the density is that by these coordinates.",
        "−73.406 ± 0.001, four of the coordinates and τ by importance sampling, the random effects by Gauss-Hermite quadrature",
        5,
        "Crowder, Applied Statistics 27(1), 1978, table 3; the priors of arXiv:2406.07423, code")
    {
        KnownAnswers =
        [
            "means of a₀, a₁, a₂, a₁₂, ln τ: −0.550, 0.073, 1.356, −0.830, 2.47, standard deviations 0.202, 0.325, 0.286, 0.450, 0.876, each ± 0.01 at most (the reference draws)",
        ],
        ReferenceDraws =
        [
            "samovar sample seeds --method pt --count 64000 --seed 1 (2, 3)",
            "5 or 25 temperatures, as the reference was fitted or not; 4,000 to 8,000 scans of 32 ladders: R-hat 1.002 or less, 4,400 round trips or more",
        ],
        Variants =
        [
            "the BUGS example has N(0, 10⁶) and Gamma(0.001, 0.001) as priors: other evidence",
            "without the binomial coefficients the evidence is another",
        ],
        Traps = ["ln τ has a long tail to the right, where the random effects vanish: a funnel"],
    };

    private static Traced Energy(Traced point)
    {
        Traced coefficients = point[..Coefficients];
        Traced logPrecision = point[LogPrecision];
        Traced effects = point[(LogPrecision + 1)..];
        Traced logits = MatrixProduct(coefficients, point.Matrix(Design())) + effects;
        Traced likelihood = Dot(logits, point.Row([.. Germinated.Select(count => (double)count)]))
            - Dot(Softplus(logits), point.Row([.. Sown.Select(count => (double)count)]));

        // Scaled before they are squared, as in the funnel. The prior of ln τ is that of τ times τ.
        Traced spread = Sum(Square(effects * Exp(0.5 * logPrecision)));
        Traced energy = (0.5 * spread) - (0.5 * Plates * logPrecision) - (GammaShape * logPrecision) + (GammaShape * Exp(logPrecision))
            + ((0.5 / (CoefficientDeviation * CoefficientDeviation)) * Sum(Square(coefficients)));
        return energy - likelihood - LogConstant();
    }

    /// <summary>[4, 21] the constant, both factors and their product.</summary>
    private static double[,] Design()
    {
        double[,] design = new double[Coefficients, Plates];
        for (int plate = 0; plate < Plates; plate++)
        {
            int type = plate >= 11 ? 1 : 0;
            int extract = plate is (>= 5 and <= 10) or >= 16 ? 1 : 0;
            (design[0, plate], design[1, plate], design[2, plate], design[3, plate]) = (1, type, extract, type * extract);
        }

        return design;
    }

    /// <summary>Everything that does not depend on the point.</summary>
    private static double LogConstant()
    {
        double normals = -(Coefficients * Math.Log(CoefficientDeviation)) - (0.5 * (Coefficients + Plates) * Math.Log(2 * Math.PI));
        double gamma = (GammaShape * Math.Log(GammaShape)) - LogGammaOfShape;
        return normals + gamma + Enumerable.Range(0, Plates).Sum(plate => LogBinomial(Sown[plate], Germinated[plate]));
    }

    private static double LogBinomial(int total, int chosen) =>
        Enumerable.Range(1, chosen).Sum(factor => Math.Log((double)(total - chosen + factor) / factor));
}
