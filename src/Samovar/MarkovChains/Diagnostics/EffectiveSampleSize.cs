namespace Samovar.MarkovChains.Diagnostics;

/// <summary>How many independent draws would give the mean with the same standard error.</summary>
/// <remarks>
/// S/τ with τ = 1 + 2 Σ ρ_t. The sum goes over pairs ρ_2k + ρ_2k+1 as long as they are positive, each lowered to the one before it (initial
/// monotone sequence, Geyer, 1992, doi:10.1214/ss/1177011137); ρ_t from all chains together, so that disagreeing chains count as correlation.
/// Chains that swing around the mean may have more than S effective draws; S·log₁₀ S is the most that is believed.
/// Source: Vehtari et al., 2021, arXiv:1903.08008, section 3.2 and appendix A.
/// </remarks>
internal static class EffectiveSampleSize
{
    /// <summary>Effective draws; not a number if all draws are equal.</summary>
    public static double Of(SplitDraws draws)
    {
        ChainVariances variances = ChainVariances.Of(draws);
        if (variances.Total == 0)
        {
            return double.NaN;
        }

        Autocovariance covariance = new(draws);
        double Correlation(int lag) => lag == 0 ? 1 : 1 - ((variances.Within - covariance.At(lag)) / variances.Total);
        double time = -1;
        double previous = double.PositiveInfinity;
        for (int lag = 0; lag + 1 < draws.Length; lag += 2)
        {
            double even = Correlation(lag);
            double pair = even + Correlation(lag + 1);
            if (pair < 0)
            {
                // The first half of a dropped pair is kept if it is positive: less noise for chains that swing.
                time += Math.Max(0, even);
                break;
            }

            previous = Math.Min(pair, previous);
            time += 2 * previous;
        }

        double count = draws.Values.Length;
        return count / Math.Max(time, 1 / Math.Log10(count));
    }
}
