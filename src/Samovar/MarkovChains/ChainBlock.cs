using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Samovar.Compute.Kernels;
using Samovar.Compute.Randomness;

namespace Samovar.MarkovChains;

/// <summary>A block of chains, coordinates outermost and chains innermost: all that their next step needs, their randomness included.</summary>
/// <remarks>Blocks share nothing, so they may move at the same time, and the outcome does not depend on how many threads move them.</remarks>
public sealed class ChainBlock
{
    /// <summary>Chains per block: two vectors of sixteen, which hide each other's latency.</summary>
    public const int DefaultLanes = 32;

    private readonly AlignedMemory memory;

    /// <summary>Reserves a block; its points are 0 and not evaluated.</summary>
    /// <param name="dimension">Number of coordinates d, at least 1.</param>
    /// <param name="random">The block's own randomness.</param>
    internal ChainBlock(int dimension, RandomStreamState random)
    {
        memory = new AlignedMemory((((3 * dimension) + 2) * (long)DefaultLanes) + Vector512<float>.Count);
        Dimension = dimension;
        Random = random;
    }

    /// <summary>Number of coordinates d.</summary>
    public int Dimension { get; }

    /// <summary>Number of chains, those that only fill the last vector included.</summary>
    public int Lanes { get; } = DefaultLanes;

    /// <summary>Number of chains that count.</summary>
    public int Active { get; internal init; } = DefaultLanes;

    /// <summary>[d × lanes] positions.</summary>
    public Span<float> Points => memory.Span[..Size];

    /// <summary>[d × lanes] scores of the target at the positions.</summary>
    public Span<float> Score => memory.Span.Slice(Size, Size);

    /// <summary>[d × lanes] memory for momenta or noise.</summary>
    public Span<float> Momentum => memory.Span.Slice(2 * Size, Size);

    /// <summary>[lanes] unnormalized log-densities of the target at the positions.</summary>
    public Span<float> LogDensity => memory.Span.Slice(3 * Size, Lanes);

    /// <summary>[lanes] memory for thresholds.</summary>
    internal Span<float> Thresholds => memory.Span.Slice((3 * Size) + Lanes, Lanes);

    /// <summary>Where the block's randomness stands.</summary>
    public ref RandomStreamState Random => ref random;

    private RandomStreamState random;

    private int Size => Dimension * DefaultLanes;

    /// <summary>Evaluates the target at the present points.</summary>
    internal void Evaluate(TemperedLanes density)
    {
        Lanewise.Copy(Points, density.Kernel.Points);
        density.Kernel.Evaluate();
        Keep(density);
    }

    /// <summary>Takes over points, scores and log-densities as they now are in the kernel.</summary>
    internal void Keep(TemperedLanes density)
    {
        Lanewise.Copy(density.Kernel.Points, Points);
        Lanewise.Copy(density.Kernel.Score, Score);
        Lanewise.Copy(density.Kernel.LogDensity, LogDensity);
    }

    /// <summary>Accepts or rejects every proposal by the Metropolis rule.</summary>
    /// <param name="density">Holds points, scores and log-densities of the proposals.</param>
    /// <param name="logRatio">[lanes ÷ 16] logarithms of the Metropolis ratios.</param>
    /// <returns>What happened to the active chains; a proposal that is not finite is rejected and counted as divergent.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal StepInfo Decide(TemperedLanes density, ReadOnlySpan<Vector512<float>> logRatio)
    {
        RandomStream.FillUniform(ref Random, Thresholds);
        ReadOnlySpan<Vector512<float>> thresholds = Lanewise.Vectors(Thresholds);
        ReadOnlySpan<Vector512<float>> proposed = Lanewise.Vectors(density.Kernel.LogDensity);
        double total = 0;
        int accepted = 0;
        int divergent = 0;
        for (int vector = 0; vector < logRatio.Length; vector++)
        {
            Vector512<float> counted = Lanewise.FirstLanes(Active - (vector * Vector512<float>.Count));
            Vector512<float> finite = Vector512.LessThan(Vector512.Abs(proposed[vector]), Vector512.Create(float.PositiveInfinity))
                & Vector512.Equals(logRatio[vector], logRatio[vector]);
            Vector512<float> probability = finite & VectorMath.Exp(Vector512.Min(logRatio[vector], Vector512<float>.Zero));
            Vector512<float> accept = finite & Vector512.LessThan(thresholds[vector], probability);
            total += Vector512.Sum(counted & probability);
            accepted += BitOperations.PopCount((counted & accept).ExtractMostSignificantBits());
            divergent += BitOperations.PopCount(Vector512.AndNot(counted, finite).ExtractMostSignificantBits());
            Select(density, vector, accept);
        }

        return new StepInfo(total / Active, accepted, divergent, Active);
    }

    /// <summary>Copies a chain from another block.</summary>
    internal void CopyLane(int lane, ChainBlock source, int sourceLane)
    {
        Span<float> to = memory.Span;
        Span<float> from = source.memory.Span;
        for (int start = 0; start < 2 * Size; start += Lanes)
        {
            to[start + lane] = from[start + sourceLane];
        }

        LogDensity[lane] = source.LogDensity[sourceLane];
    }

    /// <summary>Exchanges the chains of two blocks in the lanes where a mask is set.</summary>
    /// <param name="other">The other block.</param>
    /// <param name="mask">[lanes ÷ 16] all bits set where to exchange.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Exchange(ChainBlock other, ReadOnlySpan<Vector512<float>> mask)
    {
        Span<Vector512<float>> mine = Lanewise.Vectors(memory.Span[..(2 * Size)]);
        Span<Vector512<float>> theirs = Lanewise.Vectors(other.memory.Span[..(2 * Size)]);
        Swap(mine, theirs, mask);
        Swap(Lanewise.Vectors(LogDensity), Lanewise.Vectors(other.LogDensity), mask);
    }

    private static void Swap(Span<Vector512<float>> mine, Span<Vector512<float>> theirs, ReadOnlySpan<Vector512<float>> mask)
    {
        for (int index = 0; index < mine.Length; index++)
        {
            Vector512<float> exchanged = mask[index % mask.Length];
            Vector512<float> first = mine[index];
            mine[index] = Vector512.ConditionalSelect(exchanged, theirs[index], first);
            theirs[index] = Vector512.ConditionalSelect(exchanged, first, theirs[index]);
        }
    }

    private void Select(TemperedLanes density, int vector, Vector512<float> accept)
    {
        int width = Lanes / Vector512<float>.Count;
        Span<Vector512<float>> points = Lanewise.Vectors(Points);
        Span<Vector512<float>> scores = Lanewise.Vectors(Score);
        ReadOnlySpan<Vector512<float>> newPoints = Lanewise.Vectors(density.Kernel.Points);
        ReadOnlySpan<Vector512<float>> newScores = Lanewise.Vectors(density.Kernel.Score);
        for (int index = vector; index < points.Length; index += width)
        {
            points[index] = Vector512.ConditionalSelect(accept, newPoints[index], points[index]);
            scores[index] = Vector512.ConditionalSelect(accept, newScores[index], scores[index]);
        }

        ref Vector512<float> logDensity = ref Lanewise.Vectors(LogDensity)[vector];
        logDensity = Vector512.ConditionalSelect(accept, Lanewise.Vectors(density.Kernel.LogDensity)[vector], logDensity);
    }
}
