using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Targets;

/// <summary>Independent copies of the two-dimensional well E(u, v) = u⁴ − 6u² − u/2 + v²/2; u and v alternate along the coordinates.</summary>
public abstract class WellProduct : TracedTarget, IHasExactDraws, IHasLogNormalizer, IHasWells, IHasNoisyScore
{
    private readonly int copies;

    /// <summary>Makes the product.</summary>
    /// <param name="name">Name, as used on the command line.</param>
    /// <param name="copies">Number of wells, at least 1; the dimension is twice as many.</param>
    protected WellProduct(string name, int copies)
        : base(name, 2 * copies, point => Energy(point, copies)) => this.copies = copies;

    /// <summary>ln Z: per copy, ln of the quartic's integral (quadrature) plus ½ ln 2π.</summary>
    public double LogNormalizer => copies * (Math.Log(QuarticWell.Normalizer) + (0.5 * Math.Log(2 * Math.PI)));

    /// <inheritdoc/>
    public IReadOnlyList<int> WellCoordinates => Even(copies);

    /// <inheritdoc/>
    public double LeftMass => QuarticWell.LeftMass;

    /// <inheritdoc/>
    public double BarrierHalfWidth => QuarticWell.BarrierHalfWidth;

    /// <inheritdoc/>
    public double BarrierMass => QuarticWell.BarrierMass;

    /// <inheritdoc/>
    public void DrawExactly(Batch destination, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(random);
        for (int row = 0; row < destination.Count; row++)
        {
            for (int copy = 0; copy < copies; copy++)
            {
                destination[row, 2 * copy] = (float)QuarticWell.Quantile(random.NextDouble());
                destination[row, (2 * copy) + 1] = (float)random.NextNormal();
            }
        }
    }

    /// <inheritdoc/>
    public void NoisyScore(Batch noisy, double noiseScale, Batch score)
    {
        ArgumentNullException.ThrowIfNull(noisy);
        ArgumentNullException.ThrowIfNull(score);
        ArgumentOutOfRangeException.ThrowIfNegative(noiseScale);
        for (int row = 0; row < noisy.Count; row++)
        {
            for (int copy = 0; copy < copies; copy++)
            {
                score[row, 2 * copy] = (float)QuarticWell.NoisyScore(noisy[row, 2 * copy], noiseScale);
                score[row, (2 * copy) + 1] = (float)(-noisy[row, (2 * copy) + 1] / (1 + (noiseScale * noiseScale)));
            }
        }
    }

    private static Traced Energy(Traced point, int copies)
    {
        Traced well = Gather(point, Even(copies));
        Traced free = Gather(point, Even(copies).Select(even => even + 1).ToArray());
        Traced square = Square(well);
        return Sum((square * (square - 6)) - (0.5 * well) + (0.5 * Square(free)));
    }

    private static int[] Even(int copies) => Enumerable.Range(0, copies).Select(copy => 2 * copy).ToArray();
}
