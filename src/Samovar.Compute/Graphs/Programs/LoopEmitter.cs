using System.Numerics;
using System.Reflection.Emit;
using System.Runtime.Intrinsics;

namespace Samovar.Compute.Graphs.Programs;

/// <summary>A compiled loop.</summary>
/// <param name="table">Pointer table of the program.</param>
/// <param name="start">First point.</param>
/// <param name="end">Point after the last.</param>
internal delegate void LoopKernel(nint table, nint start, nint end);

/// <summary>Turns a fused loop into machine code through <see cref="DynamicMethod"/>: every value of the loop is a vector register.</summary>
/// <remarks>
/// The same nest serves both layouts. Outer loop over points: one row at a time (row-major; single values are broadcast) or one vector of points at
/// a time (lane blocks). Inner loop over features: one vector of features, or one feature.
/// </remarks>
/// <typeparam name="T">float or double.</typeparam>
internal sealed class LoopEmitter<T>
    where T : unmanaged, INumber<T>
{
    private readonly LoopStep step;
    private readonly MemoryMap map;
    private readonly IReadOnlySet<Traced> stored;
    private readonly DynamicMethod method;
    private readonly ILGenerator il;
    private readonly LoopAddressing<T> addressing;
    private readonly NodeEmitter<T> nodes;
    private readonly Dictionary<Traced, LocalBuilder> accumulators = [];

    private LoopEmitter(LoopStep step, MemoryMap map, IReadOnlySet<Traced> stored, IReadOnlyDictionary<Traced, int> uses)
    {
        this.step = step;
        this.map = map;
        this.stored = stored;
        method = new DynamicMethod("loop", typeof(void), [typeof(nint), typeof(nint), typeof(nint)], typeof(LoopArithmetic).Module, skipVisibility: true);
        il = method.GetILGenerator();
        addressing = new LoopAddressing<T>(il, step, map);
        nodes = new NodeEmitter<T>(il, step, stored, uses, addressing) { Map = map };
    }

    /// <summary>Compiles a loop.</summary>
    /// <param name="step">The loop.</param>
    /// <param name="map">Where operands and results lie.</param>
    /// <param name="stored">Nodes whose value is needed outside the loop.</param>
    /// <param name="uses">How often each node of the program is used.</param>
    public static LoopKernel Compile(LoopStep step, MemoryMap map, IReadOnlySet<Traced> stored, IReadOnlyDictionary<Traced, int> uses)
    {
        LoopEmitter<T> emitter = new(step, map, stored, uses);
        emitter.Emit();
        return emitter.method.CreateDelegate<LoopKernel>();
    }

    private static int Width => Vector512<T>.Count;

    private void Emit()
    {
        Label top = il.DefineLabel();
        Label test = il.DefineLabel();
        addressing.Begin();
        il.Emit(OpCodes.Br, test);
        il.MarkLabel(top);
        nodes.HoistPointOperands();
        foreach (Traced node in step.Prologue)
        {
            nodes.Emit(node);
            StorePoint(node);
        }

        if (step.Features > 1)
        {
            EmitFeatureLoop();
        }
        else
        {
            step.Reductions.ForEach(node => nodes.Define(node, () => nodes.Push(node.Inputs[0])));
        }

        foreach (Traced node in step.Reductions)
        {
            StorePoint(node);
        }

        foreach (Traced node in step.Epilogue)
        {
            EmitEpilogue(node);
        }

        addressing.EndPoint(step.Layout == Layout.LaneBlocks ? Width : 1);
        il.MarkLabel(test);
        addressing.BranchIfMorePoints(top);
        il.Emit(OpCodes.Ret);
    }

    private void EmitEpilogue(Traced node)
    {
        if (node.Operation != Operation.Stack)
        {
            nodes.Emit(node);
            StorePoint(node);
            return;
        }

        for (int column = 0; column < node.Inputs.Length; column++)
        {
            nodes.Push(node.Inputs[column]);
            addressing.PushLaneAddress(map[node], column);
            il.Emit(OpCodes.Call, VectorInstructions<T>.Store);
        }
    }

    private void EmitFeatureLoop()
    {
        foreach (Traced reduction in step.Reductions)
        {
            LocalBuilder accumulator = accumulators[reduction] = il.DeclareLocal(typeof(Vector512<T>));
            nodes.PushConstant(reduction.Operation == Operation.SumColumns ? 0 : double.NegativeInfinity);
            il.Emit(OpCodes.Stloc, accumulator);
        }

        bool wide = step.Layout == Layout.RowMajor;
        int tail = wide && step.Reductions.Count > 0 ? step.Features % Width : 0;
        int steps = wide ? (step.Features - tail + Width - 1) / Width : step.Features;
        addressing.BeginFeatures(wide ? Width : 1);
        if (steps > 0)
        {
            Label top = il.DefineLabel();
            il.MarkLabel(top);
            EmitBody(null);
            addressing.NextFeature();
            addressing.BranchIfMoreFeatures(top, steps);
        }

        if (tail > 0)
        {
            LocalBuilder mask = il.DeclareLocal(typeof(Vector512<T>));
            il.Emit(OpCodes.Ldc_I4, tail);
            il.Emit(OpCodes.Call, VectorInstructions<T>.LeadingLanes);
            il.Emit(OpCodes.Stloc, mask);
            EmitBody(mask);
        }

        foreach (Traced reduction in step.Reductions)
        {
            nodes.Define(reduction, () => PushReduced(reduction));
        }
    }

    private void EmitBody(LocalBuilder? mask)
    {
        nodes.ForgetFeatures();
        foreach (Traced node in step.Body)
        {
            nodes.Emit(node);
            if (stored.Contains(node))
            {
                nodes.Push(node);
                addressing.PushFullAddress(map[node]);
                il.Emit(OpCodes.Call, VectorInstructions<T>.Store);
            }
        }

        foreach (Traced reduction in step.Reductions)
        {
            Accumulate(reduction, mask);
        }
    }

    private void Accumulate(Traced reduction, LocalBuilder? mask)
    {
        bool sum = reduction.Operation == Operation.SumColumns;
        il.Emit(OpCodes.Ldloc, accumulators[reduction]);
        if (mask is not null)
        {
            il.Emit(OpCodes.Ldloc, mask);
        }

        nodes.Push(reduction.Inputs[0]);
        if (mask is not null)
        {
            nodes.PushConstant(sum ? 0 : double.NegativeInfinity);
            il.Emit(OpCodes.Call, VectorInstructions<T>.ConditionalSelect);
        }

        il.Emit(OpCodes.Call, VectorInstructions<T>.Of(sum ? Operation.Add : Operation.Maximum));
        il.Emit(OpCodes.Stloc, accumulators[reduction]);
    }

    private void PushReduced(Traced reduction)
    {
        il.Emit(OpCodes.Ldloc, accumulators[reduction]);
        if (step.Layout == Layout.RowMajor)
        {
            il.Emit(OpCodes.Call, reduction.Operation == Operation.SumColumns ? VectorInstructions<T>.Sum : VectorInstructions<T>.Largest);
            il.Emit(OpCodes.Call, VectorInstructions<T>.Create);
        }
    }

    private void StorePoint(Traced node)
    {
        if (!stored.Contains(node))
        {
            return;
        }

        if (step.Layout == Layout.LaneBlocks)
        {
            nodes.Push(node);
            addressing.PushLaneAddress(map[node], 0);
            il.Emit(OpCodes.Call, VectorInstructions<T>.Store);
        }
        else
        {
            addressing.PushRowAddress(map[node]);
            nodes.Push(node);
            il.Emit(OpCodes.Call, VectorInstructions<T>.ToScalar);
            il.Emit(OpCodes.Stobj, typeof(T));
        }
    }
}
