namespace Samovar.Targets;

/// <summary>The one-dimensional law with energy x⁴ − 6x² − x/2: two wells of unequal mass.</summary>
/// <remarks>Its masses come from quadrature, its draws from a table.</remarks>
internal static class QuarticWell
{
    /// <summary>Half-width of the region that counts as barrier.</summary>
    public const double BarrierHalfWidth = 0.7;

    /// <summary>Beyond this the density is below e^-100 of its peak.</summary>
    private const double Reach = 3.75;
    private const int NodesPerPass = 257;

    private static readonly TabulatedLaw Law = new(Energy, Reach);

    /// <summary>∫ exp(−E) dx.</summary>
    public static double Normalizer => Law.Normalizer;

    /// <summary>Probability of x &lt; 0.</summary>
    public static double LeftMass => Law.MassBelow(0);

    /// <summary>Probability of |x| &lt; 0.7.</summary>
    public static double BarrierMass => Law.MassBelow(BarrierHalfWidth) - Law.MassBelow(-BarrierHalfWidth);

    /// <summary>x⁴ − 6x² − x/2.</summary>
    public static double Energy(double x) => (x * x * ((x * x) - 6)) - (0.5 * x);

    /// <summary>The derivative of the log-density.</summary>
    public static double Score(double x) => 0.5 + (x * (12 - (4 * x * x)));

    /// <summary>The point below which lies a given share of the mass.</summary>
    /// <param name="share">In [0, 1).</param>
    public static double Quantile(double share) => Law.Quantile(share);

    /// <summary>The score of x + s·ε at y: the mean of the score of x given y, by quadrature on a grid that zooms in on the posterior.</summary>
    /// <param name="noisy">y.</param>
    /// <param name="noiseScale">s, at least 0.</param>
    public static double NoisyScore(double noisy, double noiseScale)
    {
        if (noiseScale == 0)
        {
            return Score(noisy);
        }

        double low = Math.Min(-Reach, noisy);
        double high = Math.Max(Reach, noisy);
        Span<double> logs = stackalloc double[NodesPerPass];
        while (true)
        {
            double spacing = (high - low) / (NodesPerPass - 1);
            double largest = double.NegativeInfinity;
            for (int node = 0; node < NodesPerPass; node++)
            {
                double x = low + (node * spacing);
                double offset = (x - noisy) / noiseScale;
                logs[node] = -Energy(x) - (0.5 * offset * offset);
                largest = Math.Max(largest, logs[node]);
            }

            // Nodes below e^-40 of the peak do not count in double precision.
            int first = 0;
            int last = NodesPerPass - 1;
            while (logs[first] < largest - 40)
            {
                first++;
            }

            while (logs[last] < largest - 40)
            {
                last--;
            }

            if (last - first > NodesPerPass / 3)
            {
                return PosteriorMean(logs, largest, low, spacing);
            }

            (low, high) = (low + ((first - 1) * spacing), low + ((last + 1) * spacing));
        }
    }

    private static double PosteriorMean(ReadOnlySpan<double> logs, double largest, double low, double spacing)
    {
        double total = 0;
        double weighted = 0;
        for (int node = 0; node < logs.Length; node++)
        {
            double weight = Math.Exp(logs[node] - largest);
            total += weight;
            weighted += weight * Score(low + (node * spacing));
        }

        return weighted / total;
    }
}
