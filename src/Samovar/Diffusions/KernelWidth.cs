using Samovar.Compute;

namespace Samovar.Diffusions;

/// <summary>The width of a Gaussian kernel that foretells rows best.</summary>
public static class KernelWidth
{
    private const int Levels = 40;
    /// <summary>Rows that are looked at, at most.</summary>
    internal const int MostRows = 2_000;
    private const double Least = 0.01;
    private const double Most = 2;

    /// <summary>Largest mean log-density of each row under the kernel density of the others, over widths between 0.01 and 2 deviations of the widest coordinate.</summary>
    /// <param name="rows">[n, d] rows, n at least 2; of more than 2,000 the first are used.</param>
    /// <returns>σ, in the units of the rows.</returns>
    public static double LeaveOneOut(Batch rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        Batch used = rows.Slice(0, Math.Min(rows.Count, MostRows));
        Batch denoised = new(used.Count, used.Dimension);
        KernelDenoiser kernel = new();
        double best = double.NegativeInfinity;
        double width = Most;
        int shift = Places(Widest(used));
        for (int place = shift; place < shift + Levels; place++)
        {
            double level = Most * Math.Pow(Least / Most, place / (Levels - 1.0));
            kernel.Average(used, used, used, level, denoised, leaveOutOwn: true);
            double total = 0;
            foreach (float mass in kernel.LogMass)
            {
                total += mass;
            }

            double likelihood = (total / used.Count) - (used.Dimension * Math.Log(level));
            (best, width) = likelihood > best ? (likelihood, level) : (best, width);
        }

        return width;
    }

    /// <summary>By how many places the levels move for rows of a deviation: by whole ones, so that rows whose deviation is 1 but for chance have the same levels.</summary>
    private static int Places(double deviation) => deviation > 0 ? (int)((Levels - 1) * Math.Log(deviation) / Math.Log(Least / Most)) : 0;

    private static double Widest(Batch rows) => Enumerable.Range(0, rows.Dimension).Max(column =>
    {
        double mean = Enumerable.Range(0, rows.Count).Average(row => (double)rows[row, column]);
        return Math.Sqrt(Enumerable.Range(0, rows.Count).Average(row => Math.Pow(rows[row, column] - mean, 2)));
    });
}
