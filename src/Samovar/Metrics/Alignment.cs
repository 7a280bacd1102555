using Samovar.Compute;

namespace Samovar.Metrics;

/// <summary>How near equal particles come to those of another configuration, after moving, turning, reflecting and exchanging them.</summary>
/// <remarks>
/// The centre of mass is removed and a configuration turned to its principal axes. From there the best pairing (assignment) and the best orthogonal map (Procrustes) take turns, and
/// neither can make the distance larger. One turn is taken from every choice of the axes' directions, and the best of these goes on until nothing changes. So copies of
/// a configuration are found at distance 0 where its principal axes are told apart by their widths, and any other distance is an upper bound: alternation may stop at a pairing that is only locally best.
/// It is the iteration of closest points with one-to-one pairs: Besl and McKay, 1992, IEEE Transactions on Pattern Analysis and Machine Intelligence 14(2).
/// An instance is for one thread.
/// </remarks>
/// <param name="particles">Number of particles, at least 1.</param>
/// <param name="axes">Coordinates of a particle, at least 1 and few: each doubles the number of starts.</param>
internal sealed class Alignment(int particles, int axes)
{
    private const int MostTurns = 50;

    /// <summary>A turn that gains less of the configurations' squared size is the last.</summary>
    private const double Settled = 1e-9;

    private readonly Assignment assignment = new(particles);
    private readonly float[] cost = new float[particles * particles];
    private readonly double[] map = new double[axes * axes];
    private readonly double[] bestMap = new double[axes * axes];
    private readonly double[] moments = new double[axes * axes];

    /// <summary>[axes × particles] the right configuration under the map.</summary>
    private readonly double[] mapped = new double[axes * particles];

    /// <summary>Configurations around their centres of mass and along their principal axes.</summary>
    /// <param name="points">[n, particles × axes] configurations.</param>
    /// <param name="axes">Coordinates of a particle.</param>
    /// <returns>[n] of [particles × axes].</returns>
    public static double[][] Prepare(Batch points, int axes)
    {
        double[][] prepared = new double[points.Count][];
        for (int row = 0; row < points.Count; row++)
        {
            prepared[row] = AlongAxes(points.Row(row), axes);
        }

        return prepared;
    }

    /// <summary>The squared distance of two configurations, summed over all particles.</summary>
    /// <param name="left">[particles × axes] as prepared.</param>
    /// <param name="right">[particles × axes] as prepared.</param>
    /// <returns>The distance; infinite where it may overflow a float.</returns>
    public double SquaredDistance(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        double size = SumOfSquares(left) + SumOfSquares(right);
        if (!(2 * size < float.MaxValue))
        {
            return double.PositiveInfinity;
        }

        assignment.Forget();
        double overlap = FirstTurns(left, right);
        for (int turn = 1; turn < MostTurns; turn++)
        {
            double before = overlap;
            overlap = Math.Max(before, Turn(left, right));
            if (overlap - before <= Settled * size)
            {
                break;
            }
        }

        // Σ |left − map right|² = Σ |left|² + Σ |right|² − 2 Σ left · map right, which rounding may push below 0.
        return Math.Max(0, size - (2 * overlap));
    }

    /// <summary>Takes one turn from every start, keeps the map of the best, and returns its overlap.</summary>
    private double FirstTurns(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        double best = double.NegativeInfinity;
        for (int start = 0; start < 1 << axes; start++)
        {
            Array.Clear(map);
            for (int axis = 0; axis < axes; axis++)
            {
                map[axis * (axes + 1)] = ((start >> axis) & 1) == 0 ? 1 : -1;
            }

            double overlap = Turn(left, right);
            if (overlap > best)
            {
                best = overlap;
                map.CopyTo(bestMap, 0);
            }
        }

        bestMap.CopyTo(map, 0);
        return best;
    }

    /// <summary>Pairs the particles as is best under the map, then finds the best map for these pairs; returns the overlap Σ left · map right of the pairs.</summary>
    private double Turn(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        Map(right);
        for (int own = 0; own < particles; own++)
        {
            for (int other = 0; other < particles; other++)
            {
                double squared = 0;
                for (int axis = 0; axis < axes; axis++)
                {
                    double difference = left[(own * axes) + axis] - mapped[(axis * particles) + other];
                    squared += difference * difference;
                }

                cost[(own * particles) + other] = (float)squared;
            }
        }

        int[] partners = assignment.Solve(cost);
        Array.Clear(moments);
        for (int own = 0; own < particles; own++)
        {
            for (int entry = 0; entry < moments.Length; entry++)
            {
                moments[entry] += left[(own * axes) + (entry / axes)] * right[(partners[own] * axes) + (entry % axes)];
            }
        }

        return OrthogonalFactor.Of(moments, map, axes);
    }

    private void Map(ReadOnlySpan<double> right)
    {
        for (int particle = 0; particle < particles; particle++)
        {
            for (int row = 0; row < axes; row++)
            {
                double sum = 0;
                for (int column = 0; column < axes; column++)
                {
                    sum += map[(row * axes) + column] * right[(particle * axes) + column];
                }

                mapped[(row * particles) + particle] = sum;
            }
        }
    }

    private static double[] AlongAxes(ReadOnlySpan<float> point, int axes)
    {
        double[] centred = Centred(point, axes);
        Span<double> spread = stackalloc double[axes * axes];
        Span<double> directions = stackalloc double[axes * axes];
        spread.Clear();
        for (int place = 0; place < point.Length; place += axes)
        {
            for (int entry = 0; entry < spread.Length; entry++)
            {
                spread[entry] += centred[place + (entry / axes)] * centred[place + (entry % axes)];
            }
        }

        // Of a symmetric matrix the columns that remain are the principal directions, as long as the squares along them.
        OrthogonalFactor.Diagonalize(spread, directions, axes);
        double[] along = new double[point.Length];
        int[] order = WidestFirst(spread, axes);
        for (int place = 0; place < point.Length; place++)
        {
            int particle = place / axes * axes;
            for (int row = 0; row < axes; row++)
            {
                along[place] += directions[(row * axes) + order[place - particle]] * centred[particle + row];
            }
        }

        return along;
    }

    private static double[] Centred(ReadOnlySpan<float> point, int axes)
    {
        double[] centred = new double[point.Length];
        for (int axis = 0; axis < axes; axis++)
        {
            double sum = 0;
            for (int place = axis; place < point.Length; place += axes)
            {
                sum += point[place];
            }

            for (int place = axis; place < point.Length; place += axes)
            {
                centred[place] = point[place] - (sum * axes / point.Length);
            }
        }

        return centred;
    }

    /// <summary>Columns by falling length, so that the axes of two configurations belong together.</summary>
    private static int[] WidestFirst(ReadOnlySpan<double> columns, int axes)
    {
        int[] order = [.. Enumerable.Range(0, axes)];
        double[] shortness = new double[axes];
        for (int entry = 0; entry < columns.Length; entry++)
        {
            shortness[entry % axes] -= columns[entry] * columns[entry];
        }

        Array.Sort(shortness, order);
        return order;
    }

    private static double SumOfSquares(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value * value;
        }

        return sum;
    }
}
