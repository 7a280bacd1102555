using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Samovar.Metrics;

/// <summary>The cheapest one-to-one assignment of n rows to n columns, exactly.</summary>
/// <remarks>
/// An auction with shrinking increments finds prices that are nearly right; rows then take their best column at these prices, and shortest
/// augmenting paths assign the rest. The auction affects speed alone: the paths are exact for any starting prices. Every pass over a row runs in SIMD.
/// An instance solves one problem after the other, each from the prices of the one before, and allocates nothing below 16 rows.
/// Sources: Bertsekas, 1988, Annals of Operations Research 14 (auction); Jonker and Volgenant, 1987, Computing 38 (augmentation).
/// </remarks>
internal sealed class Assignment
{
    private const int Nobody = -1;
    private const int Lanes = 8;

    /// <summary>Increment of the last auction round, in units of the mean cost of the assignment so far.</summary>
    private const double LastIncrement = 1e-4;

    /// <summary>Smallest increment in units of the largest cost: prices are as large, and much smaller steps would be lost in their rounding, so that an auction never ended.</summary>
    private const double LeastIncrement = 1e-12;
    private const double Shrinkage = 6;

    private readonly int size;
    private readonly int padded;

    /// <summary>[n × padded] costs; +∞ in the padding, so that no column there is ever chosen.</summary>
    private readonly float[] cost;

    /// <summary>[padded] what each column pays back; rows minimise cost − price.</summary>
    private readonly double[] price;
    private readonly int[] columnOf;
    private readonly int[] rowOf;

    /// <summary>[padded] prices of open columns; −∞ marks a closed one, whose candidate distance is then +∞.</summary>
    private readonly double[] openPrice;
    private readonly double[] distance;
    private readonly double[] predecessor;
    private readonly (int Column, double Distance)[] closed;

    /// <summary>Reserves memory for problems of one size; prices are 0.</summary>
    /// <param name="size">n, at least 1.</param>
    public Assignment(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        this.size = size;
        padded = (size + Lanes - 1) / Lanes * Lanes;
        cost = new float[size * padded];
        Array.Fill(cost, float.PositiveInfinity);
        price = new double[padded];
        openPrice = new double[padded];
        distance = new double[padded];
        predecessor = new double[padded];
        closed = new (int, double)[size];
        columnOf = Enumerable.Repeat(Nobody, size).ToArray();
        rowOf = Enumerable.Repeat(Nobody, padded).ToArray();
    }

    /// <summary>Solves one problem.</summary>
    /// <param name="cost">[n × n] row-major, finite, at least 0.</param>
    /// <param name="size">n, at least 1.</param>
    /// <returns>[n] the column of each row.</returns>
    public static int[] Solve(ReadOnlySpan<float> cost, int size) => new Assignment(size).Solve(cost);

    /// <summary>Solves one problem, from the prices of the last.</summary>
    /// <param name="costs">[n × n] row-major, finite, at least 0.</param>
    /// <returns>[n] the column of each row; overwritten by the next problem.</returns>
    public int[] Solve(ReadOnlySpan<float> costs)
    {
        for (int row = 0; row < size; row++)
        {
            costs.Slice(row * size, size).CopyTo(cost.AsSpan(row * padded));
        }

        FindPrices();
        TakeBest();
        for (int row = 0; row < size; row++)
        {
            if (columnOf[row] == Nobody)
            {
                Augment(row);
            }
        }

        return columnOf;
    }

    /// <summary>Sets prices to 0, so that the next answer depends on its problem alone, ties included.</summary>
    public void Forget() => Array.Clear(price);

    /// <summary>Auctions with ever smaller increments, each starting from the prices of the one before.</summary>
    private void FindPrices()
    {
        if (size < 16)
        {
            return;
        }

        double largest = cost.Where(float.IsFinite).Max();
        for (double increment = largest / 8; increment > LeastIncrement * largest; increment /= Shrinkage)
        {
            double mean = Auction(increment);
            if (mean == 0 || increment < LastIncrement * mean)
            {
                return;
            }
        }
    }

    /// <summary>Free rows bid until every row has a column; returns the mean cost.</summary>
    private double Auction(double increment)
    {
        Array.Fill(columnOf, Nobody);
        Array.Fill(rowOf, Nobody);
        Stack<int> free = new(Enumerable.Range(0, size).Reverse());
        while (free.TryPop(out int row))
        {
            (int best, double first, double second) = TwoBest(row);
            price[best] -= second - first + increment;
            int owner = rowOf[best];
            if (owner != Nobody)
            {
                columnOf[owner] = Nobody;
                free.Push(owner);
            }

            Join(row, best);
        }

        return Enumerable.Range(0, size).Average(row => Row(row)[columnOf[row]]);
    }

    /// <summary>Hands every row its best column at the present prices, first come, first served.</summary>
    private void TakeBest()
    {
        Array.Fill(columnOf, Nobody);
        Array.Fill(rowOf, Nobody);
        for (int row = 0; row < size; row++)
        {
            int best = TwoBest(row).Best;
            if (rowOf[best] == Nobody)
            {
                Join(row, best);
            }
        }
    }

    private (int Best, double First, double Second) TwoBest(int row)
    {
        Vector512<double> first = Vector512.Create(double.PositiveInfinity);
        Vector512<double> second = first;
        Vector512<double> place = Vector512<double>.Zero;
        Vector512<double> index = Vector512.Create(0.0, 1, 2, 3, 4, 5, 6, 7);
        ref float costs = ref MemoryMarshal.GetReference(Row(row));
        ref double prices = ref MemoryMarshal.GetArrayDataReference(price);
        for (int column = 0; column < padded; column += Lanes)
        {
            Vector512<double> value = Costs(ref costs, column) - Vector512.LoadUnsafe(ref prices, (nuint)column);
            Vector512<double> better = Vector512.LessThan(value, first);
            second = Vector512.Min(second, Vector512.Max(first, value));
            place = Vector512.ConditionalSelect(better, index, place);
            first = Vector512.ConditionalSelect(better, value, first);
            index += Vector512.Create((double)Lanes);
        }

        int lane = 0;
        for (int other = 1; other < Lanes; other++)
        {
            lane = first[other] < first[lane] ? other : lane;
        }

        double runnerUp = second[lane];
        for (int other = 0; other < Lanes; other++)
        {
            runnerUp = other == lane ? runnerUp : Math.Min(runnerUp, first[other]);
        }

        return ((int)place[lane], first[lane], runnerUp);
    }

    /// <summary>Finds the cheapest alternating path from a free row to a free column (Dijkstra on reduced costs), flips it and updates the prices.</summary>
    private void Augment(int start)
    {
        price.CopyTo(openPrice, 0);
        Array.Fill(distance, double.PositiveInfinity);
        int reached = 0;
        int row = start;
        double offset = 0;
        while (true)
        {
            double nearest = Relax(row, offset);
            int column = Array.IndexOf(distance, nearest);
            closed[reached++] = (column, nearest);
            distance[column] = double.PositiveInfinity;
            openPrice[column] = double.NegativeInfinity;
            if (rowOf[column] == Nobody)
            {
                break;
            }

            row = rowOf[column];
            offset = nearest - (Row(row)[column] - price[column]);
        }

        (int last, double length) = closed[reached - 1];
        foreach ((int column, double at) in closed.AsSpan(0, reached))
        {
            price[column] += at - length;
        }

        for (int current = last; ;)
        {
            int owner = (int)predecessor[current];
            int next = columnOf[owner];
            Join(owner, current);
            if (owner == start)
            {
                return;
            }

            current = next;
        }
    }

    /// <summary>Lowers the distances of open columns through a row; returns the smallest open distance.</summary>
    private double Relax(int row, double offset)
    {
        Vector512<double> shift = Vector512.Create(offset);
        Vector512<double> via = Vector512.Create((double)row);
        Vector512<double> smallest = Vector512.Create(double.PositiveInfinity);
        ref float costs = ref MemoryMarshal.GetReference(Row(row));
        ref double prices = ref MemoryMarshal.GetArrayDataReference(openPrice);
        ref double distances = ref MemoryMarshal.GetArrayDataReference(distance);
        ref double predecessors = ref MemoryMarshal.GetArrayDataReference(predecessor);
        for (int column = 0; column < padded; column += Lanes)
        {
            nuint at = (nuint)column;
            Vector512<double> candidate = shift + Costs(ref costs, column) - Vector512.LoadUnsafe(ref prices, at);
            Vector512<double> known = Vector512.LoadUnsafe(ref distances, at);
            Vector512<double> better = Vector512.LessThan(candidate, known);
            Vector512<double> updated = Vector512.ConditionalSelect(better, candidate, known);
            updated.StoreUnsafe(ref distances, at);
            Vector512.ConditionalSelect(better, via, Vector512.LoadUnsafe(ref predecessors, at)).StoreUnsafe(ref predecessors, at);
            smallest = Vector512.Min(smallest, updated);
        }

        double nearest = double.PositiveInfinity;
        for (int lane = 0; lane < Lanes; lane++)
        {
            nearest = Math.Min(nearest, smallest[lane]);
        }

        return nearest;
    }

    private static Vector512<double> Costs(ref float row, int column)
    {
        Vector256<float> narrow = Vector256.LoadUnsafe(ref row, (nuint)column);
        (Vector256<double> low, Vector256<double> high) = Vector256.Widen(narrow);
        return Vector512.Create(low, high);
    }

    private ReadOnlySpan<float> Row(int row) => cost.AsSpan(row * padded, padded);

    private void Join(int row, int column)
    {
        columnOf[row] = column;
        rowOf[column] = row;
    }
}
