using System.Numerics;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Samovar.Compute.Graphs.Programs;

/// <summary>Emits the counters and addresses of a fused loop.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal sealed class LoopAddressing<T>(ILGenerator il, LoopStep step, MemoryMap map)
    where T : unmanaged, INumber<T>
{
    private readonly Dictionary<int, LocalBuilder> bases = [];
    private readonly Dictionary<int, LocalBuilder> fullOffsets = [];
    private LocalBuilder? point;
    private LocalBuilder? feature;
    private int featureStep;

    private static int Size => Unsafe.SizeOf<T>();

    /// <summary>Loads the base addresses and sets the point counter to its start.</summary>
    public void Begin()
    {
        IEnumerable<Traced> touched = step.Nodes.SelectMany(node => node.Inputs.Append(node)).Distinct();
        foreach (int slot in touched.Where(map.Holds).Select(node => map[node].Slot).Concat(step.Nodes.Where(UsesIndices).Select(map.IndexSlot)).Distinct())
        {
            LocalBuilder local = bases[slot] = il.DeclareLocal(typeof(nint));
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldc_I4, slot * nint.Size);
            il.Emit(OpCodes.Add);
            il.Emit(OpCodes.Ldind_I);
            il.Emit(OpCodes.Stloc, local);
        }

        point = il.DeclareLocal(typeof(nint));
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Stloc, point);
        feature = il.DeclareLocal(typeof(nint));
    }

    /// <summary>Whether a node reads its input through a table of offsets.</summary>
    public static bool UsesIndices(Traced node) => node.Operation == Operation.GatherColumns && node.Shape.Columns > 1;

    public void EndPoint(int points) => Advance(point!, points);

    public void BranchIfMorePoints(Label top)
    {
        il.Emit(OpCodes.Ldloc, point!);
        il.Emit(OpCodes.Ldarg_2);
        il.Emit(OpCodes.Blt, top);
    }

    /// <summary>Starts the feature loop at the present point.</summary>
    /// <param name="features">Features per iteration.</param>
    public void BeginFeatures(int features)
    {
        featureStep = features;
        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Conv_I);
        il.Emit(OpCodes.Stloc, feature!);
        foreach (int stride in Strides())
        {
            if (!fullOffsets.TryGetValue(stride, out LocalBuilder? offset))
            {
                fullOffsets[stride] = offset = il.DeclareLocal(typeof(nint));
            }

            il.Emit(OpCodes.Ldloc, point!);
            il.Emit(OpCodes.Ldc_I4, step.Layout == Layout.RowMajor ? stride * Size : Size);
            il.Emit(OpCodes.Conv_I);
            il.Emit(OpCodes.Mul);
            il.Emit(OpCodes.Stloc, offset);
        }
    }

    public void NextFeature()
    {
        Advance(feature!, featureStep);
        foreach ((int stride, LocalBuilder offset) in fullOffsets)
        {
            Advance(offset, step.Layout == Layout.RowMajor ? featureStep * Size : stride * Size);
        }
    }

    public void BranchIfMoreFeatures(Label top, int iterations)
    {
        il.Emit(OpCodes.Ldloc, feature!);
        il.Emit(OpCodes.Ldc_I4, iterations * featureStep);
        il.Emit(OpCodes.Conv_I);
        il.Emit(OpCodes.Blt, top);
    }

    /// <summary>Address of the present point and feature of a whole value.</summary>
    public void PushFullAddress(Place place)
    {
        il.Emit(OpCodes.Ldloc, bases[place.Slot]);
        il.Emit(OpCodes.Ldloc, fullOffsets[place.Stride]);
        il.Emit(OpCodes.Add);
    }

    /// <summary>Address of the present feature of a value shared by all points.</summary>
    public void PushFeatureAddress(Place place)
    {
        il.Emit(OpCodes.Ldloc, bases[place.Slot]);
        il.Emit(OpCodes.Ldloc, feature!);
        il.Emit(OpCodes.Ldc_I4, Size);
        il.Emit(OpCodes.Mul);
        il.Emit(OpCodes.Add);
    }

    /// <summary>Row-major: address of the present row of a value with one column, or of a value with one row and one column.</summary>
    public void PushRowAddress(Place place)
    {
        il.Emit(OpCodes.Ldloc, bases[place.Slot]);
        il.Emit(OpCodes.Ldloc, point!);
        il.Emit(OpCodes.Ldc_I4, place.Stride * Size);
        il.Emit(OpCodes.Mul);
        il.Emit(OpCodes.Add);
    }

    /// <summary>Lane blocks: address of the present points of one feature.</summary>
    public void PushLaneAddress(Place place, int column)
    {
        il.Emit(OpCodes.Ldloc, bases[place.Slot]);
        il.Emit(OpCodes.Ldc_I4, column * place.Stride * Size);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Ldloc, point!);
        il.Emit(OpCodes.Ldc_I4, Size);
        il.Emit(OpCodes.Mul);
        il.Emit(OpCodes.Add);
    }

    /// <summary>Address of a value with one row and one column.</summary>
    public void PushUniformAddress(Place place) => il.Emit(OpCodes.Ldloc, bases[place.Slot]);

    /// <summary>Lane blocks: address of the present points of the feature that a gather's table names.</summary>
    public void PushGatheredAddress(Traced gather, Place source)
    {
        il.Emit(OpCodes.Ldloc, bases[source.Slot]);
        il.Emit(OpCodes.Ldloc, bases[map.IndexSlot(gather)]);
        il.Emit(OpCodes.Ldloc, feature!);
        il.Emit(OpCodes.Ldc_I4, nint.Size);
        il.Emit(OpCodes.Mul);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Ldind_I);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Ldloc, point!);
        il.Emit(OpCodes.Ldc_I4, Size);
        il.Emit(OpCodes.Mul);
        il.Emit(OpCodes.Add);
    }

    private IEnumerable<int> Strides() => step.Body.Concat(step.Reductions).SelectMany(node => node.Inputs.Append(node))
        .Where(node => map.Holds(node) && node.Shape.Columns > 1 && node.Shape.Rows == step.Rows).Select(node => map[node].Stride).Distinct();

    private void Advance(LocalBuilder counter, int by)
    {
        il.Emit(OpCodes.Ldloc, counter);
        il.Emit(OpCodes.Ldc_I4, by);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Stloc, counter);
    }
}
