using Samovar.Compute.Kernels;
using Samovar.Compute.Threading;

namespace Samovar.Compute.Graphs.Programs;

/// <summary>A compiled graph for networks and losses: rows of points, matrix products, fused loops, run in blocks of rows on a worker pool.</summary>
/// <remarks>
/// One owner per block and a fixed order of every sum: the results do not depend on the number of threads. Running allocates nothing. Used by one
/// caller at a time.
/// </remarks>
public sealed unsafe class NetworkProgram
{
    /// <summary>Rows of one block: enough for the matrix kernels, few enough for the cache.</summary>
    internal const int BlockRows = 64;

    private readonly MemoryMap map = new();
    private readonly AlignedMemory values;
    private readonly PointerTables tables;
    private readonly FrozenValues<float> frozen;
    private readonly PackedWeights weights;
    private readonly PartialSums sums;
    private readonly List<NetworkPhase> phases = [];
    private readonly WorkerPool pool;
    private readonly Dictionary<Traced, long> offsets = [];
    private readonly HashSet<Traced> wideSingles;
    private readonly HashSet<Traced> bound = [];

    /// <summary>Compiles.</summary>
    /// <param name="count">Number of points n of every run, at least 1.</param>
    /// <param name="pool">Threads to run on.</param>
    /// <param name="outputs">Values to compute.</param>
    public NetworkProgram(int count, WorkerPool pool, params IReadOnlyList<Traced> outputs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentNullException.ThrowIfNull(outputs);
        Count = count;
        this.pool = pool;
        Schedule schedule = new(Layout.RowMajor, outputs);
        HashSet<Traced> stored = ArenaPlanner.Stored(schedule);
        HashSet<Traced> passing = ArenaPlanner.Passing(schedule, stored);
        wideSingles = [.. schedule.Nodes.Where(node => node.Operation == Operation.MatrixProduct).SelectMany(node => node.Inputs.Append(node))];
        ArenaPlanner arena = new(schedule, stored.Except(passing).ToHashSet(), Size, Stride);
        ArenaPlanner scratch = new(schedule, passing, node => ((long)BlockRows * Stride(node)) + 16, Stride);
        frozen = new FrozenValues<float>(schedule, map, count);
        values = new AlignedMemory(Reserve(schedule, arena));
        ScratchPlace[] places = [.. scratch.Offsets.Select(pair => new ScratchPlace(map.Add(pair.Key, Stride(pair.Key)).Slot, pair.Value, Stride(pair.Key)))];
        weights = new PackedWeights(map);
        sums = new PartialSums(map, count);
        phases.AddRange(new NetworkPhaseBuilder(schedule, map, stored, weights, sums, count).Build());
        tables = new PointerTables(map.SlotCount, pool.Threads, places, scratch.Length);
        FillTables(schedule);
    }

    /// <summary>Number of points n of every run.</summary>
    public int Count { get; }

    /// <summary>Hands in the values of an input.</summary>
    /// <param name="input">An input of the graph.</param>
    /// <param name="batch">[n, k].</param>
    /// <exception cref="ArgumentException">The shape does not fit.</exception>
    public void Set(Traced input, Batch batch)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Count != Count || batch.Dimension != input.Shape.Columns)
        {
            throw new ArgumentException(
                $"Input '{input.Payload}' of this program takes [{Count}, {input.Shape.Columns}]; the batch is [{batch.Count}, {batch.Dimension}].", nameof(batch));
        }

        if (!map.Holds(input))
        {
            return;
        }

        int stride = map[input].Stride;
        Span<float> destination = new((float*)Table[map[input].Slot], Count * stride);
        for (int row = 0; row < Count; row++)
        {
            batch.Row(row).CopyTo(destination[(row * stride)..]);
        }
    }

    /// <summary>Copies the value of an output.</summary>
    /// <param name="output">An output, [n, k].</param>
    /// <param name="destination">[n, k] overwritten.</param>
    public void Get(Traced output, Batch destination)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(destination);
        for (int row = 0; row < Count; row++)
        {
            Row(output, row).CopyTo(destination.Row(row));
        }
    }

    /// <summary>One row of the value of an output.</summary>
    /// <param name="output">An output.</param>
    /// <param name="row">Row.</param>
    /// <returns>[k] valid until the next run.</returns>
    public Span<float> Row(Traced output, int row)
    {
        ArgumentNullException.ThrowIfNull(output);
        return new Span<float>((float*)Table[map[output].Slot] + ((long)row * map[output].Stride), output.Shape.Columns);
    }

    /// <summary>Computes the outputs from the present inputs and parameters.</summary>
    public void Run()
    {
        foreach (NetworkPhase phase in phases)
        {
            phase.Run(pool, tables);
        }

        GC.KeepAlive(this);
    }

    /// <summary>Makes a program write one of its outputs straight into the gradient of a parameter.</summary>
    /// <param name="output">An output, [rows, columns].</param>
    /// <param name="parameter">Receives the gradient at every run.</param>
    /// <returns>False where the memory of the two differs in form; then the caller copies.</returns>
    public bool TryBind(Traced output, Parameter parameter)
    {
        Place place = map[output];
        if (!offsets.ContainsKey(output) || !bound.Add(output) || (place.Stride != parameter.Stride && parameter.Rows > 1))
        {
            return false;
        }

        tables.Set(place.Slot, parameter.GradientMemory.Pointer);
        return true;
    }

    private nint* Table => tables.Main;

    private int Stride(Traced node) => node.Shape.Columns == 1 && !wideSingles.Contains(node) ? 1 : (node.Shape.Columns + 15) / 16 * 16;

    private long Size(Traced node) => ((long)(node.Shape.IsBatched ? Count : node.Shape.Rows) * Stride(node)) + 16;

    private long Reserve(Schedule schedule, ArenaPlanner arena)
    {
        long length = arena.Length;
        foreach ((Traced node, long offset) in arena.Offsets)
        {
            offsets[node] = offset;
        }

        foreach (Traced node in schedule.Nodes.Where(node => node.Operation == Operation.Input))
        {
            offsets[node] = length;
            length += (Size(node) + 15) / 16 * 16;
        }

        foreach (Traced node in offsets.Keys)
        {
            map.Add(node, Stride(node));
        }

        foreach (Traced node in schedule.Nodes.Where(node => node.Operation == Operation.Parameter))
        {
            map.Add(node, ((Parameter)node.Payload!).Stride);
        }

        return Math.Max(16, length);
    }

    private void FillTables(Schedule schedule)
    {
        foreach ((Traced node, long offset) in offsets)
        {
            tables.Set(map[node].Slot, values.Pointer + offset);
        }

        foreach (Traced node in schedule.Nodes.Where(node => node.Operation == Operation.Parameter))
        {
            tables.Set(map[node].Slot, ((Parameter)node.Payload!).Memory.Pointer);
        }

        frozen.Fill(tables);
        weights.Fill(tables);
        sums.Fill(tables);
    }
}
