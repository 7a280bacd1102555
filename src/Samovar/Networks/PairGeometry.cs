using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Samovar.Compute.Kernels;

namespace Samovar.Networks;

/// <summary>Distances of all pairs in 16 configurations at once, what a network sees of them, and the way back.</summary>
/// <remarks>
/// Positions are [n × coordinates, 16] with the configurations innermost; values of pairs are [pairs, 16]. Features are rows, one for each pair and
/// configuration: row pair · 16 + configuration. A feature is exp(−½ ((r − c)/w)²) with centres c at equal distances w; the last one is 2r/reach.
/// One thread at a time.
/// </remarks>
internal sealed unsafe class PairGeometry
{
    /// <summary>Configurations of a block: the lanes of a vector.</summary>
    public const int Lanes = 16;

    /// <summary>Added to squared distances, so that coincident particles have a direction to part in.</summary>
    public const float Softening = 1e-6f;

    private const double FirstCentre = 0.2;

    private readonly PairNetworkOptions options;
    private readonly int axes;
    private readonly float inverseWidth;
    private readonly float share;
    private readonly AlignedMemory centres;
    private readonly AlignedMemory curvatures;
    private readonly AlignedMemory slopes;
    private readonly AlignedMemory turned = new(Lanes * Lanes);
    private readonly AlignedMemory terms = new(Lanes * Lanes);

    public PairGeometry(PairNetworkOptions options)
    {
        this.options = options;
        axes = options.SpatialDimensions;
        Pairs = [.. Enumerable.Range(0, options.Particles)
            .SelectMany(first => Enumerable.Range(first + 1, options.Particles - first - 1).Select(second => (first, second)))];
        double spacing = Spacing(options);
        inverseWidth = (float)(1 / spacing);
        share = (float)options.Share;
        centres = new AlignedMemory(options.RadialFeatures);
        curvatures = new AlignedMemory(options.RadialFeatures);
        slopes = new AlignedMemory(options.RadialFeatures);
        for (int index = 0; index < options.RadialFeatures; index++)
        {
            bool straight = index == options.RadialFeatures - 1;
            centres.Span[index] = (float)(FirstCentre + (index * spacing));
            curvatures.Span[index] = straight ? 0 : inverseWidth * inverseWidth;
            slopes.Span[index] = straight ? (float)(2 / options.Reach) : 0;
        }
    }

    /// <summary>Distance of neighbouring centres, and width of each bump.</summary>
    public static double Spacing(PairNetworkOptions options) => (options.Reach - FirstCentre) / Math.Max(1, options.RadialFeatures - 2);

    public (int First, int Second)[] Pairs { get; }

    /// <summary>xᵢ − xⱼ of every pair, their length r, and 1/(1 + r).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Measure(float* positions, float* differences, float* distances, float* nearness)
    {
        foreach ((int first, int second) in Pairs)
        {
            Vector512<float> squared = Vector512.Create(Softening);
            for (int axis = 0; axis < axes; axis++, differences += Lanes)
            {
                Vector512<float> difference = At(positions, first, axis) - At(positions, second, axis);
                difference.Store(differences);
                squared = Vector512.FusedMultiplyAdd(difference, difference, squared);
            }

            Vector512<float> distance = Vector512.Sqrt(squared);
            distance.Store(distances);
            (Vector512<float>.One / (Vector512<float>.One + distance)).Store(nearness);
            distances += Lanes;
            nearness += Lanes;
        }
    }

    /// <summary>Writes the features of every distance, one row after the other.</summary>
    /// <param name="distances">[pairs, 16].</param>
    /// <param name="rows">[pairs × 16] first feature of the first row.</param>
    /// <param name="stride">Floats from row to row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Describe(float* distances, float* rows, int stride)
    {
        int features = options.RadialFeatures;
        int count = Pairs.Length * Lanes;
        float slope = slopes.Pointer[features - 1];
        for (int row = 0; row < count; row++, rows += stride)
        {
            Vector512<float> distance = Vector512.Create(distances[row]);
            for (int column = 0; column < features; column += Lanes)
            {
                Vector512<float> away = (distance - Vector512.Load(centres.Pointer + column)) * inverseWidth;
                VectorMath.Exp(-0.5f * away * away).Store(rows + column);
            }

            rows[features - 1] = distances[row] * slope;
        }
    }

    /// <summary>Adds what features pull on every distance.</summary>
    /// <param name="distances">[pairs, 16].</param>
    /// <param name="rows">Features, as <see cref="Describe"/> left them.</param>
    /// <param name="stride">Floats from row to row.</param>
    /// <param name="cotangents">Of the features, with the same stride.</param>
    /// <param name="pulls">[pairs, 16] added to.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void DescribeBack(float* distances, float* rows, int stride, float* cotangents, float* pulls)
    {
        int features = options.RadialFeatures;
        for (int pair = 0; pair < Pairs.Length; pair++, distances += Lanes, pulls += Lanes)
        {
            for (int lane = 0; lane < Lanes; lane++, rows += stride, cotangents += stride)
            {
                Vector512<float> distance = Vector512.Create(distances[lane]);
                Vector512<float> sum = default;
                for (int column = 0; column < features; column += Lanes)
                {
                    Vector512<float> bend = (Vector512.Load(centres.Pointer + column) - distance) * Vector512.Load(curvatures.Pointer + column);
                    Vector512<float> slope = Vector512.FusedMultiplyAdd(bend, Vector512.Load(rows + column), Vector512.Load(slopes.Pointer + column));
                    sum = Vector512.FusedMultiplyAdd(slope, Vector512.Load(cotangents + column), sum);
                }

                sum.Store(terms.Pointer + (lane * Lanes));
            }

            (Vector512.Load(pulls) + SumRows()).Store(pulls);
        }
    }

    /// <summary>c = m (s·w + w₀) for every row of every pair, with m the share that one particle counts.</summary>
    /// <param name="activations">[pairs × 16, width] s.</param>
    /// <param name="weight">[width] w.</param>
    /// <param name="shift">w₀.</param>
    /// <param name="gates">[pairs, 16] c, overwritten.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Gate(float* activations, float* weight, float shift, float* gates)
    {
        int width = options.Width;
        for (int pair = 0; pair < Pairs.Length; pair++, gates += Lanes)
        {
            for (int lane = 0; lane < Lanes; lane++, activations += width)
            {
                Vector512<float> sum = default;
                for (int column = 0; column < width; column += Lanes)
                {
                    sum = Vector512.FusedMultiplyAdd(Vector512.Load(activations + column), Vector512.Load(weight + column), sum);
                }

                sum.Store(terms.Pointer + (lane * Lanes));
            }

            (share * (SumRows() + Vector512.Create(shift))).Store(gates);
        }
    }

    /// <summary>xᵢ += Σⱼ c (xᵢ − xⱼ) / (1 + r): what one particle gains another loses, so the centre stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Move(float* positions, float* differences, float* nearness, float* gates, float* moved)
    {
        for (int place = 0; place < options.Dimension * Lanes; place += Lanes)
        {
            Vector512.Load(positions + place).Store(moved + place);
        }

        foreach ((int first, int second) in Pairs)
        {
            Vector512<float> push = Vector512.Load(gates) * Vector512.Load(nearness);
            for (int axis = 0; axis < axes; axis++, differences += Lanes)
            {
                Shift(moved, first, second, axis, push * Vector512.Load(differences));
            }

            gates += Lanes;
            nearness += Lanes;
        }
    }

    /// <summary>The way back through <see cref="Move"/>: cotangents of c/m and of r; those of the differences are added to the points where wanted.</summary>
    /// <param name="tape">The layer.</param>
    /// <param name="cotangents">[n × coordinates, 16] of the moved points.</param>
    /// <param name="gatePulls">[pairs, 16] overwritten.</param>
    /// <param name="distancePulls">[pairs, 16] overwritten.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void MoveBack(PairLayerTape tape, float* cotangents, float* gatePulls, float* distancePulls)
    {
        float* differences = tape.Differences;
        for (int pair = 0; pair < Pairs.Length; pair++)
        {
            (int first, int second) = Pairs[pair];
            Vector512<float> along = default;
            for (int axis = 0; axis < axes; axis++, differences += Lanes)
            {
                along = Vector512.FusedMultiplyAdd(At(cotangents, first, axis) - At(cotangents, second, axis), Vector512.Load(differences), along);
            }

            Vector512<float> near = Vector512.Load(tape.Nearness + (pair * Lanes));
            (share * along * near).Store(gatePulls + (pair * Lanes));
            (-along * near * near * Vector512.Load(tape.Gates + (pair * Lanes))).Store(distancePulls + (pair * Lanes));
        }
    }

    /// <summary>Adds to the cotangents of the points what reaches them through differences and distances.</summary>
    /// <param name="tape">The layer.</param>
    /// <param name="distancePulls">[pairs, 16] cotangents of r.</param>
    /// <param name="cotangents">[n × coordinates, 16] of the moved points on entry, of the points before on return.</param>
    /// <param name="before">[n × coordinates, 16] room for a copy.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void MeasureBack(PairLayerTape tape, float* distancePulls, float* cotangents, float* before)
    {
        for (int place = 0; place < options.Dimension * Lanes; place += Lanes)
        {
            Vector512.Load(cotangents + place).Store(before + place);
        }

        float* differences = tape.Differences;
        for (int pair = 0; pair < Pairs.Length; pair++)
        {
            (int first, int second) = Pairs[pair];
            int place = pair * Lanes;
            Vector512<float> push = Vector512.Load(tape.Gates + place) * Vector512.Load(tape.Nearness + place);
            Vector512<float> stretch = Vector512.Load(distancePulls + place) / Vector512.Load(tape.Distances + place);
            for (int axis = 0; axis < axes; axis++, differences += Lanes)
            {
                Vector512<float> pull = At(before, first, axis) - At(before, second, axis);
                Shift(cotangents, first, second, axis, (push * pull) + (stretch * Vector512.Load(differences)));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<float> At(float* values, int particle, int axis) => Vector512.Load(values + (((particle * axes) + axis) * Lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Shift(float* values, int first, int second, int axis, Vector512<float> by)
    {
        (At(values, first, axis) + by).Store(values + (((first * axes) + axis) * Lanes));
        (At(values, second, axis) - by).Store(values + (((second * axes) + axis) * Lanes));
    }

    /// <summary>The sum of each of the sixteen rows of terms, row k in lane k.</summary>
    private Vector512<float> SumRows()
    {
        Transposition.Transpose(Lanes, Lanes, terms.Pointer, Lanes, turned.Pointer, Lanes);
        float* row = turned.Pointer;
        Vector512<float> sum = default;
        for (int quarter = 0; quarter < 4; quarter++, row += 4 * Lanes)
        {
            Vector512<float> left = Vector512.Load(row) + Vector512.Load(row + Lanes);
            Vector512<float> right = Vector512.Load(row + (2 * Lanes)) + Vector512.Load(row + (3 * Lanes));
            sum += left + right;
        }

        return sum;
    }
}
