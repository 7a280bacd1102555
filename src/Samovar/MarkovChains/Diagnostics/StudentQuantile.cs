namespace Samovar.MarkovChains.Diagnostics;

/// <summary>Quantiles of Student's t, which is wider than the normal law because the spread of few repetitions is itself uncertain.</summary>
public static class StudentQuantile
{
    /// <summary>Half-width, in standard errors, of the interval that holds 95 %.</summary>
    /// <remarks>Exact for 1 and 2 degrees of freedom, else Fisher's expansion in 1/ν; off by less than 0.01 at 3. Source: Abramowitz and Stegun, 26.7.5.</remarks>
    /// <param name="degrees">Degrees of freedom ν, at least 1.</param>
    public static double Of95Percent(int degrees)
    {
        const double Share = 0.95;
        const double Normal = 1.959963984540054;
        if (degrees <= 2)
        {
            return degrees == 1 ? Math.Tan(Math.PI / 2 * Share) : Share * Math.Sqrt(2 / (1 - (Share * Share)));
        }

        double square = Normal * Normal;
        double first = (square + 1) / 4;
        double second = ((((5 * square) + 16) * square) + 3) / 96;
        double third = ((((((3 * square) + 19) * square) + 17) * square) - 15) / 384;
        double fourth = ((((((((79 * square) + 776) * square) + 1482) * square) - 1920) * square) - 945) / 92160;
        double inverse = 1.0 / degrees;
        return Normal * (1 + (inverse * (first + (inverse * (second + (inverse * (third + (inverse * fourth))))))));
    }
}
