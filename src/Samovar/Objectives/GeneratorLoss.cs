namespace Samovar.Objectives;

/// <summary>What a generator minimises of a discriminator's logit ℓ, with D = 1/(1 + exp(−ℓ)).</summary>
/// <remarks>
/// With the best discriminator the force on a draw is the score difference times a weight that depends on ℓ alone, so every monotone loss moves draws along
/// score-difference flow, only not at its pace. Source: Weber, 2023, arXiv:2304.12906 (generators as data optimisation); the weights are derived in
/// docs/theory/score-difference-flow.md.
/// </remarks>
public enum GeneratorLoss
{
    /// <summary>−ℓ: weight 1, the flow itself.</summary>
    Logit,

    /// <summary>−ln D: weight 1 − D, which vanishes where rows are far more likely than draws.</summary>
    NonSaturating,

    /// <summary>ln(1 − D): weight D, which vanishes where draws are far more likely than rows.</summary>
    Saturating,

    /// <summary>½ (D − 1)²: weight D (1 − D)².</summary>
    LeastSquares,
}

/// <summary>The formulas of <see cref="GeneratorLoss"/>.</summary>
public static class GeneratorLosses
{
    /// <summary>The loss of a draw.</summary>
    /// <param name="loss">Which.</param>
    /// <param name="logit">ℓ.</param>
    public static double Of(GeneratorLoss loss, double logit)
    {
        double real = Probability(logit);
        return loss switch
        {
            GeneratorLoss.Logit => -logit,
            GeneratorLoss.NonSaturating => -Math.Log(real),
            GeneratorLoss.Saturating => Math.Log(1 - real),
            GeneratorLoss.LeastSquares => 0.5 * (real - 1) * (real - 1),
            _ => throw new ArgumentOutOfRangeException(nameof(loss), loss, "There is no such loss."),
        };
    }

    /// <summary>What the gradient of ℓ is multiplied with in the force on a draw: −d loss/dℓ.</summary>
    /// <param name="loss">Which.</param>
    /// <param name="logit">ℓ.</param>
    public static double Weight(GeneratorLoss loss, double logit)
    {
        double real = Probability(logit);
        return loss switch
        {
            GeneratorLoss.Logit => 1,
            GeneratorLoss.NonSaturating => 1 - real,
            GeneratorLoss.Saturating => real,
            GeneratorLoss.LeastSquares => real * (1 - real) * (1 - real),
            _ => throw new ArgumentOutOfRangeException(nameof(loss), loss, "There is no such loss."),
        };
    }

    private static double Probability(double logit) => 1 / (1 + Math.Exp(-logit));
}
