using Samovar.Compute;

namespace Samovar.MarkovChains.Diagnostics;

/// <summary>What several chains of one length visited.</summary>
public sealed class ChainTrace
{
    /// <summary>Allocates a trace of zeros.</summary>
    /// <param name="chains">Number of chains, at least 1.</param>
    /// <param name="steps">Draws per chain, at least 0.</param>
    /// <param name="dimension">Number of coordinates d, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of range.</exception>
    public ChainTrace(int chains, int steps, int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(chains, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        Chains = chains;
        Steps = steps;
        Points = new Batch(checked(chains * steps), dimension);
    }

    /// <summary>Number of chains.</summary>
    public int Chains { get; }

    /// <summary>Draws per chain.</summary>
    public int Steps { get; }

    /// <summary>Number of coordinates d.</summary>
    public int Dimension => Points.Dimension;

    /// <summary>[chains × steps, d] all draws: those of the first chain in their order, then those of the second.</summary>
    public Batch Points { get; }

    /// <summary>One draw.</summary>
    /// <param name="chain">Chain, 0 to chains − 1.</param>
    /// <param name="step">Step, 0 to steps − 1.</param>
    /// <returns>[d] its coordinates, writable.</returns>
    public Span<float> At(int chain, int step) => Points.Row((chain * Steps) + step);
}
