using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.MarkovChains;

/// <summary>Settings of annealed importance sampling.</summary>
public sealed record AnnealedImportanceOptions
{
    /// <summary>Number of equal temperature steps K. Range [1, ∞). Default 100.</summary>
    public int Temperatures
    {
        get;
        init => field = Require.That(value, value >= 1, "Annealing takes at least 1 temperature step; with 1 it is plain importance sampling.");
    } = 100;

    /// <summary>Standard deviation of the Gaussian around 0 that chains start from, in the units of the points. Range (0, ∞).</summary>
    /// <remarks>It must be at least as wide as the target: mass outside is found late or never.</remarks>
    public required double Width
    {
        get;
        init => field = Require.That(value, value > 0 && double.IsFinite(value), "The width of the base is positive and finite.");
    }

    /// <summary>Moves of the kernel at each temperature. Range [1, ∞). Default 1.</summary>
    public int Moves
    {
        get;
        init => field = Require.That(value, value >= 1, "Each temperature takes at least 1 move.");
    } = 1;
}

/// <summary>Draws with weights, and an estimate of ln Z, by moving chains from a Gaussian to the target through densities in between.</summary>
/// <remarks>
/// The density of step k is N(x; 0, w²)^(1−β) p(x)^β with β = k/K. Costs per draw: at each temperature an energy, a score to restart the kernel and what
/// its moves cost. Source: Neal, 2001, Statistics and Computing 11, "Annealed importance sampling".
/// </remarks>
/// <param name="options">Settings.</param>
/// <param name="kernel">Moves that leave each density in between unchanged.</param>
public sealed class AnnealedImportanceSampling(AnnealedImportanceOptions options, IMarkovKernel kernel)
{
    /// <summary>Draws independent weighted points.</summary>
    /// <param name="target">The density.</param>
    /// <param name="count">Number of chains n, at least 1.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    public WeightedDraws Draw(ITarget target, int count, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Batch points = new(count, target.Dimension);
        random.FillNormal(points.Values);
        foreach (ref float value in points.Values)
        {
            value *= (float)options.Width;
        }

        double[] logWeights = new double[count];
        double[] logDensity = new double[count];
        for (int step = 0; step < options.Temperatures; step++)
        {
            if (step > 0)
            {
                points = Move(new GeometricBridge(target, options.Width, (double)step / options.Temperatures), points, random);
            }

            target.LogDensity(points, logDensity);
            for (int row = 0; row < count; row++)
            {
                logWeights[row] += (logDensity[row] - GeometricBridge.LogBase(points.Row(row), options.Width)) / options.Temperatures;
            }
        }

        return new WeightedDraws(points, logWeights);
    }

    private Batch Move(GeometricBridge bridge, Batch points, RandomStream random)
    {
        ChainState state = kernel.Start(bridge, points);
        for (int move = 0; move < options.Moves; move++)
        {
            kernel.Step(bridge, state, random);
        }

        return state.Positions;
    }
}
