using Samovar.Compute;
using Samovar.Compute.Randomness;

namespace Samovar.Metrics;

/// <summary>The Sinkhorn divergence to exact draws with squared distances as cost, in squared units of the points: entropic transport, less what it costs within each sample.</summary>
/// <remarks>
/// ε is a tenth of the mean squared distance of two exact draws; of heavy tails outliers decide it, and it scatters. Potentials are iterated in the log domain until they
/// move by no more than 2e-4 ε in the mean; a value is then right to about 1e-3 ε. Near 0 for equal laws, and less noisy than exact transport: it does not see
/// differences on scales much below √ε. Source: Feydy et al., 2019, arXiv:1810.08278.
/// </remarks>
[Catalogued("sinkhorn")]
public sealed class SinkhornDivergence() : TwoSampleMetric("sinkhorn", largestChunk: 400, mostChunks: 1)
{
    private const double Blur = 0.1;

    /// <summary>The divergence of two samples of the same size; may be negative by as much as its potentials are off; NaN if they did not settle.</summary>
    /// <param name="left">[n, d].</param>
    /// <param name="right">[n, d].</param>
    /// <param name="epsilon">Strength of the entropy, in squared units of the points; positive.</param>
    internal static double Of(Batch left, Batch right, double epsilon) =>
        Transport(left, right, epsilon).Solve() - ((Transport(left, left, epsilon).SolveSymmetric() + Transport(right, right, epsilon).SolveSymmetric()) / 2);

    /// <inheritdoc/>
    private protected override double Compare(Batch draws, Batch exact, RandomStream random) =>
        Of(draws, exact, Blur * PairTable.SquaredDistances(exact, exact).Average(square => (double)square));

    private static EntropicTransport Transport(Batch left, Batch right, double epsilon) => new(PairTable.SquaredDistances(left, right), left.Count, epsilon);
}
