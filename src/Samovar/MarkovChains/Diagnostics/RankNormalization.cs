namespace Samovar.MarkovChains.Diagnostics;

/// <summary>Replaces draws by the normal scores of their ranks, so that diagnostics work without moments and do not depend on the scale.</summary>
/// <remarks>z = Φ⁻¹((r − 3/8)/(S + 1/4)), equal draws share their mean rank r. Source: Vehtari et al., 2021, arXiv:1903.08008, equation (14).</remarks>
internal static class RankNormalization
{
    public static SplitDraws Of(SplitDraws draws)
    {
        double[] sorted = [.. draws.Values];
        int[] places = [.. Enumerable.Range(0, sorted.Length)];
        Array.Sort(sorted, places);
        double[] scores = new double[sorted.Length];
        for (int first = 0; first < sorted.Length;)
        {
            int end = first + 1;
            while (end < sorted.Length && sorted[end] == sorted[first])
            {
                end++;
            }

            double rank = 0.5 * (first + 1 + end);
            double score = NormalQuantile.Of((rank - 0.375) / (sorted.Length + 0.25));
            for (; first < end; first++)
            {
                scores[places[first]] = score;
            }
        }

        return draws.With(scores);
    }
}
