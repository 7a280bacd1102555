using System.Numerics;
using System.Runtime.CompilerServices;
using Samovar.Compute.Kernels;

namespace Samovar.Compute.Graphs.Programs;

/// <summary>A compiled graph for energies: evaluates a fixed number of points at once, features outermost, points innermost, in SIMD registers.</summary>
/// <remarks>The program is immutable and may be run from several threads, each with its own <see cref="LaneMemory{T}"/>. Running allocates nothing.</remarks>
/// <typeparam name="T">float, or double for gradient checks and stiff targets.</typeparam>
public sealed unsafe class LaneProgram<T>
    where T : unmanaged, INumber<T>
{
    private readonly MemoryMap map = new();
    private readonly FrozenValues<T> frozen;
    private readonly List<Action<LaneMemory<T>>> actions = [];
    private readonly Dictionary<Traced, long> offsets = [];
    private readonly List<(int Slot, nint[] Offsets)> indices = [];
    private readonly long length;

    /// <summary>Compiles.</summary>
    /// <param name="lanes">Points per run; a multiple of 16.</param>
    /// <param name="outputs">Values to compute, [n, k] each; they depend on inputs and constants only.</param>
    /// <exception cref="NotSupportedException">A value is summed over points or trained; such graphs need a network program.</exception>
    public LaneProgram(int lanes, params IReadOnlyList<Traced> outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        if (lanes < 16 || lanes % 16 != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(lanes), lanes, "A lane program runs a multiple of 16 points at once.");
        }

        Lanes = lanes;
        Schedule schedule = new(Layout.LaneBlocks, outputs);
        Refuse(schedule);
        HashSet<Traced> stored = ArenaPlanner.Stored(schedule);
        ArenaPlanner arena = new(schedule, stored, node => (long)node.Shape.Columns * lanes, _ => 0);
        frozen = new FrozenValues<T>(schedule, map, lanes);
        length = arena.Length;
        foreach (Traced input in outputs[0].Graph.Nodes.Where(node => node.Operation == Operation.Input))
        {
            offsets[input] = length;
            length += (long)input.Shape.Columns * lanes;
        }

        foreach ((Traced node, long offset) in arena.Offsets)
        {
            offsets[node] = offset;
        }

        foreach (Traced node in offsets.Keys)
        {
            map.Add(node, lanes);
        }

        Compile(schedule, stored);
    }

    /// <summary>Points per run.</summary>
    public int Lanes { get; }

    /// <summary>Memory for one thread: inputs, intermediate values and outputs.</summary>
    public LaneMemory<T> CreateMemory()
    {
        LaneMemory<T> memory = new(length, map.SlotCount, indices.Sum(index => index.Offsets.Length));
        foreach ((Traced node, long offset) in offsets)
        {
            memory.Place(map[node].Slot, offset);
        }

        foreach ((int slot, nint[] table) in indices)
        {
            memory.PlaceIndices(slot, table);
        }

        frozen.Fill(memory.Table);
        return memory;
    }

    /// <summary>The values of an input or output of this program in one thread's memory.</summary>
    /// <param name="memory">Memory made by <see cref="CreateMemory"/>.</param>
    /// <param name="node">An input or output.</param>
    /// <returns>[k × lanes], feature by feature.</returns>
    public Span<T> Values(LaneMemory<T> memory, Traced node)
    {
        ArgumentNullException.ThrowIfNull(memory);
        ArgumentNullException.ThrowIfNull(node);
        return new Span<T>((void*)memory.Table[map[node].Slot], node.Shape.Columns * Lanes);
    }

    /// <summary>Makes one thread's memory use values that live in the memory of another program with as many lanes.</summary>
    /// <param name="memory">Memory made by <see cref="CreateMemory"/>.</param>
    /// <param name="node">An input or output of both programs.</param>
    /// <param name="owner">The other program.</param>
    /// <param name="ownerMemory">Its memory; must live as long as <paramref name="memory"/>.</param>
    public void Share(LaneMemory<T> memory, Traced node, LaneProgram<T> owner, LaneMemory<T> ownerMemory)
    {
        ArgumentNullException.ThrowIfNull(memory);
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(ownerMemory);
        if (owner.Lanes != Lanes)
        {
            throw new ArgumentException($"A program of {Lanes} lanes cannot share values with one of {owner.Lanes}.", nameof(owner));
        }

        memory.Table[map[node].Slot] = ownerMemory.Table[owner.map[node].Slot];
    }

    /// <summary>Computes the outputs from the inputs now in memory.</summary>
    /// <param name="memory">Memory made by <see cref="CreateMemory"/>; used by one thread at a time.</param>
    public void Run(LaneMemory<T> memory)
    {
        ArgumentNullException.ThrowIfNull(memory);
        foreach (Action<LaneMemory<T>> action in actions)
        {
            action(memory);
        }

        GC.KeepAlive(memory);
    }

    private static void Refuse(Schedule schedule)
    {
        Traced? foreign = schedule.Nodes.FirstOrDefault(node => node.Operation is Operation.Parameter or Operation.BatchCount or Operation.SumRows);
        if (foreign is not null)
        {
            throw new NotSupportedException($"A lane program treats points independently, and '{foreign}' is shared between points.");
        }
    }

    private void Compile(Schedule schedule, HashSet<Traced> stored)
    {
        Dictionary<Traced, int> uses = ArenaPlanner.Uses(schedule);
        foreach (Step step in schedule.Steps)
        {
            if (step is LoopStep loop)
            {
                LoopKernel kernel = LoopEmitter<T>.Compile(loop, map, stored, uses);
                int lanes = Lanes;
                actions.Add(memory => kernel((nint)memory.Table, 0, lanes));
            }
            else
            {
                actions.Add(Alone(((NodeStep)step).Node));
            }
        }

        foreach ((Traced node, int slot) in map.IndexSlots)
        {
            indices.Add((slot, [.. node.Columns.Select(column => (nint)column * Lanes * Unsafe.SizeOf<T>())]));
        }
    }

    private Action<LaneMemory<T>> Alone(Traced node)
    {
        switch (node.Operation)
        {
            case Operation.ScatterColumns:
                LaneScatter<T> scatter = new(node, map, Lanes);
                return memory => scatter.Execute(memory.Table);
            case Operation.MatrixProduct when Schedule.IsFrozen(node.Inputs[1]) && !(((bool Left, bool))node.Payload!).Left:
                return memory => Multiply(memory, node);
            default:
                throw new NotSupportedException($"Primitive '{node}' cannot be run point by point. Matrix products take points on the left and constants on the right.");
        }
    }

    private void Multiply(LaneMemory<T> memory, Traced node)
    {
        Traced constants = node.Inputs[1];
        int stride = map[constants].Stride;
        (nint row, nint column) = (((bool, bool Right))node.Payload!).Right ? ((nint)stride, 1) : ((nint)1, stride);
        nint* table = memory.Table;
        (int outer, int inner) = (node.Shape.Columns, node.Inputs[0].Shape.Columns);
        nint a = table[map[constants].Slot];
        nint b = table[map[node.Inputs[0]].Slot];
        nint c = table[map[node].Slot];
        if (typeof(T) == typeof(float))
        {
            MatrixProduct.MultiplyUnpacked(outer, Lanes, inner, (float*)a, row, column, (float*)b, Lanes, (float*)c, Lanes, accumulate: false);
            return;
        }

        LaneProduct<T>.Multiply(outer, Lanes, inner, (T*)a, row, column, (T*)b, (T*)c);
    }
}
