namespace Samovar.MarkovChains.Diagnostics;

/// <summary>Variance within half chains, and the estimate of the whole variance that also sees how far their means lie apart.</summary>
/// <remarks>Source: Vehtari et al., 2021, arXiv:1903.08008, equations (1) to (4).</remarks>
/// <param name="Within">W, the mean of the variances of the half chains.</param>
/// <param name="Total">(n − 1)/n · W + B/n, an overestimate as long as the half chains disagree.</param>
internal readonly record struct ChainVariances(double Within, double Total)
{
    /// <summary>√(total / within): split R-hat. Not a number for draws that are all equal, infinite for chains stuck at different points.</summary>
    public double RHat => Math.Sqrt(Total / Within);

    public static ChainVariances Of(SplitDraws draws)
    {
        double[] means = new double[draws.Rows];
        double within = 0;
        for (int row = 0; row < draws.Rows; row++)
        {
            ReadOnlySpan<double> values = draws.Row(row);
            means[row] = Mean(values);
            within += Variance(values, means[row]) / draws.Rows;
        }

        double between = Variance(means, Mean(means));
        return new ChainVariances(within, ((draws.Length - 1.0) / draws.Length * within) + between);
    }

    public static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }

    public static double Variance(ReadOnlySpan<double> values, double mean)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += (value - mean) * (value - mean);
        }

        return sum / (values.Length - 1);
    }
}
