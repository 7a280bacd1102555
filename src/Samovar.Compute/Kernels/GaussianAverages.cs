using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Samovar.Compute.Kernels;

/// <summary>Points that averages are taken over, and what is averaged at them.</summary>
/// <param name="points">[count × dimension] row-major.</param>
/// <param name="count">Number of points, at least 1.</param>
/// <param name="dimension">Coordinates of a point.</param>
/// <param name="values">[count × width] row-major; may be the points themselves.</param>
/// <param name="width">Numbers averaged at each point.</param>
public readonly unsafe struct AveragedPoints(float* points, int count, int dimension, float* values, int width)
{
    /// <summary>[count × dimension] row-major.</summary>
    public float* Points { get; } = points;

    /// <summary>Number of points.</summary>
    public int Count { get; } = count;

    /// <summary>Coordinates of a point.</summary>
    public int Dimension { get; } = dimension;

    /// <summary>[count × width] row-major.</summary>
    public float* Values { get; } = values;

    /// <summary>Numbers averaged at each point.</summary>
    public int Width { get; } = width;
}

/// <summary>Averages over points with Gaussian weights exp(−factor·‖query − point‖²), for 16 queries at a time.</summary>
/// <remarks>
/// One pass in tiles of 32 points with a running maximum, so that nothing underflows and no matrix of weights is stored. The weights are relative to
/// the largest one. Sums are float within a tile and over tiles, in a fixed order. Source of the running maximum: Milakov and Gimelshein, 2018,
/// arXiv:1805.02867.
/// </remarks>
public static unsafe class GaussianAverages
{
    /// <summary>Queries at a time.</summary>
    public const int Lanes = 16;

    private const int Tile = 32;

    /// <summary>Computes averages.</summary>
    /// <param name="queries">[dimension × 16] coordinates outermost.</param>
    /// <param name="points">The points.</param>
    /// <param name="factors">[16] positive; 1/(2σ²) for a Gaussian of width σ.</param>
    /// <param name="skipped">Lane l leaves out point skipped + l; −16 or less to leave out none.</param>
    /// <param name="sums">[(3 + width) × 16] overwritten: the largest exponent, the sum of the weights, the sum of their squares, the weighted sums of the values.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute(float* queries, in AveragedPoints points, float* factors, int skipped, float* sums)
    {
        float* tile = stackalloc float[Tile * Lanes];
        for (int line = 1; line < 3 + points.Width; line++)
        {
            Vector512<float>.Zero.Store(sums + (line * Lanes));
        }

        Vector512<float> scale = -Vector512.Load(factors);
        Vector512<float> largest = Vector512.Create(float.NegativeInfinity);
        for (int first = 0; first < points.Count; first += Tile)
        {
            int count = Math.Min(Tile, points.Count - first);
            Exponents(queries, points.Points + ((long)first * points.Dimension), count, points.Dimension, scale, tile);
            LeaveOut(tile, first, count, skipped);
            Vector512<float> before = largest;
            for (int place = 0; place < count; place++)
            {
                largest = Vector512.MaxNative(largest, Vector512.Load(tile + (place * Lanes)));
            }

            // Where every point so far was left out there is nothing to shrink, and −∞ − (−∞) is no number.
            Vector512<float> shift = Vector512.ConditionalSelect(Vector512.Equals(largest, Vector512.Create(float.NegativeInfinity)), Vector512<float>.Zero, largest);
            Vector512<float> shrink = VectorMath.Exp(before - shift);
            Weigh(tile, count, shift, shrink, sums + Lanes);
            Add(tile, points.Values + ((long)first * points.Width), count, points.Width, shrink, sums + (3 * Lanes));
        }

        largest.Store(sums);
    }

    /// <summary>The same in double precision, one query after the other: the meaning of <see cref="Compute"/>.</summary>
    /// <param name="query">[dimension] one query.</param>
    /// <param name="points">The points.</param>
    /// <param name="factor">Positive.</param>
    /// <param name="skipped">Point to leave out; −1 for none.</param>
    /// <param name="sums">[3 + width] overwritten, as in <see cref="Compute"/>.</param>
    public static void Reference(ReadOnlySpan<double> query, in AveragedPoints points, double factor, int skipped, Span<double> sums)
    {
        sums.Clear();
        sums[0] = double.NegativeInfinity;
        for (int pass = 0; pass < 2; pass++)
        {
            for (int place = 0; place < points.Count; place++)
            {
                double exponent = 0;
                for (int column = 0; column < points.Dimension; column++)
                {
                    double difference = query[column] - points.Points[((long)place * points.Dimension) + column];
                    exponent -= factor * difference * difference;
                }

                if (place == skipped)
                {
                    continue;
                }

                if (pass == 0)
                {
                    sums[0] = Math.Max(sums[0], exponent);
                    continue;
                }

                double weight = Math.Exp(exponent - sums[0]);
                sums[1] += weight;
                sums[2] += weight * weight;
                for (int column = 0; column < points.Width; column++)
                {
                    sums[3 + column] += weight * points.Values[((long)place * points.Width) + column];
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Exponents(float* queries, float* points, int count, int dimension, Vector512<float> scale, float* tile)
    {
        int place = 0;
        for (; place + 4 <= count; place += 4)
        {
            Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default;
            float* row = points + ((long)place * dimension);
            for (int column = 0; column < dimension; column++)
            {
                Vector512<float> query = Vector512.Load(queries + (column * Lanes));
                Vector512<float> d0 = query - Vector512.Create(row[column]);
                Vector512<float> d1 = query - Vector512.Create(row[dimension + column]);
                Vector512<float> d2 = query - Vector512.Create(row[(2 * dimension) + column]);
                Vector512<float> d3 = query - Vector512.Create(row[(3 * dimension) + column]);
                s0 = Vector512.FusedMultiplyAdd(d0, d0, s0);
                s1 = Vector512.FusedMultiplyAdd(d1, d1, s1);
                s2 = Vector512.FusedMultiplyAdd(d2, d2, s2);
                s3 = Vector512.FusedMultiplyAdd(d3, d3, s3);
            }

            float* target = tile + (place * Lanes);
            (s0 * scale).Store(target);
            (s1 * scale).Store(target + Lanes);
            (s2 * scale).Store(target + (2 * Lanes));
            (s3 * scale).Store(target + (3 * Lanes));
        }

        for (; place < count; place++)
        {
            Vector512<float> sum = default;
            for (int column = 0; column < dimension; column++)
            {
                Vector512<float> difference = Vector512.Load(queries + (column * Lanes)) - Vector512.Create(points[((long)place * dimension) + column]);
                sum = Vector512.FusedMultiplyAdd(difference, difference, sum);
            }

            (sum * scale).Store(tile + (place * Lanes));
        }
    }

    private static void LeaveOut(float* tile, int first, int count, int skipped)
    {
        if (skipped <= -Lanes)
        {
            return;
        }

        for (int lane = 0; lane < Lanes; lane++)
        {
            int place = skipped + lane - first;
            if (place >= 0 && place < count)
            {
                tile[(place * Lanes) + lane] = float.NegativeInfinity;
            }
        }
    }

    /// <summary>Turns exponents into weights and adds them and their squares.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Weigh(float* tile, int count, Vector512<float> shift, Vector512<float> shrink, float* sums)
    {
        Vector512<float> sum = default, squares = default;
        for (int place = 0; place < count; place++)
        {
            Vector512<float> weight = VectorMath.Exp(Vector512.Load(tile + (place * Lanes)) - shift);
            weight.Store(tile + (place * Lanes));
            sum += weight;
            squares = Vector512.FusedMultiplyAdd(weight, weight, squares);
        }

        Vector512.FusedMultiplyAdd(Vector512.Load(sums), shrink, sum).Store(sums);
        Vector512.FusedMultiplyAdd(Vector512.Load(sums + Lanes), shrink * shrink, squares).Store(sums + Lanes);
    }

    /// <summary>Adds the weighted values, two columns and two points at a time so that sums do not wait for each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(float* tile, float* values, int count, int width, Vector512<float> shrink, float* sums)
    {
        int column = 0;
        for (; column + 2 <= width; column += 2)
        {
            Vector512<float> a0 = default, a1 = default, b0 = default, b1 = default;
            float* row = values + column;
            int place = 0;
            for (; place + 2 <= count; place += 2, row += 2 * width)
            {
                Vector512<float> even = Vector512.Load(tile + (place * Lanes));
                Vector512<float> odd = Vector512.Load(tile + ((place + 1) * Lanes));
                a0 = Vector512.FusedMultiplyAdd(even, Vector512.Create(row[0]), a0);
                b0 = Vector512.FusedMultiplyAdd(even, Vector512.Create(row[1]), b0);
                a1 = Vector512.FusedMultiplyAdd(odd, Vector512.Create(row[width]), a1);
                b1 = Vector512.FusedMultiplyAdd(odd, Vector512.Create(row[width + 1]), b1);
            }

            if (place < count)
            {
                Vector512<float> last = Vector512.Load(tile + (place * Lanes));
                a0 = Vector512.FusedMultiplyAdd(last, Vector512.Create(row[0]), a0);
                b0 = Vector512.FusedMultiplyAdd(last, Vector512.Create(row[1]), b0);
            }

            float* target = sums + (column * Lanes);
            Vector512.FusedMultiplyAdd(Vector512.Load(target), shrink, a0 + a1).Store(target);
            Vector512.FusedMultiplyAdd(Vector512.Load(target + Lanes), shrink, b0 + b1).Store(target + Lanes);
        }

        if (column < width)
        {
            Vector512<float> sum = default;
            for (int place = 0; place < count; place++)
            {
                sum = Vector512.FusedMultiplyAdd(Vector512.Load(tile + (place * Lanes)), Vector512.Create(values[((long)place * width) + column]), sum);
            }

            float* target = sums + (column * Lanes);
            Vector512.FusedMultiplyAdd(Vector512.Load(target), shrink, sum).Store(target);
        }
    }
}
