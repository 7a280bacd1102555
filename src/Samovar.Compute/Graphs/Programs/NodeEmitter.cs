using System.Numerics;
using System.Reflection.Emit;
using System.Runtime.Intrinsics;

namespace Samovar.Compute.Graphs.Programs;

/// <summary>Emits the computation of single nodes inside a fused loop, and the loading of their operands.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal sealed class NodeEmitter<T>(ILGenerator il, LoopStep step, IReadOnlySet<Traced> stored, IReadOnlyDictionary<Traced, int> uses, LoopAddressing<T> addressing)
    where T : unmanaged, INumber<T>
{
    private readonly Dictionary<Traced, LocalBuilder> values = [];
    private readonly HashSet<Traced> featureValues = [];
    private readonly HashSet<Traced> body = [.. step.Body];

    public required MemoryMap Map { get; init; }

    /// <summary>Loads, once per point, the single values that come from outside the loop.</summary>
    public void HoistPointOperands()
    {
        foreach (Traced operand in step.Nodes.SelectMany(Operands).Distinct())
        {
            if (!step.Contains(operand) && operand.Shape.Columns == 1 && !values.ContainsKey(operand) && ConstantOf(operand) is null)
            {
                Define(operand, () => PushStoredSingle(operand));
            }
        }
    }

    /// <summary>Forgets values of the previous feature, so that the body can be emitted again.</summary>
    public void ForgetFeatures()
    {
        foreach (Traced node in featureValues)
        {
            values.Remove(node);
        }

        featureValues.Clear();
    }

    /// <summary>Computes a node into a register, unless its only use computes it on the way.</summary>
    public void Emit(Traced node)
    {
        if (!IsAbsorbed(node))
        {
            Define(node, () => PushComputed(node));
        }
    }

    /// <summary>Keeps what <paramref name="push"/> leaves on the stack as the value of a node.</summary>
    public void Define(Traced node, Action push)
    {
        push();
        LocalBuilder local = il.DeclareLocal(typeof(Vector512<T>));
        il.Emit(OpCodes.Stloc, local);
        values[node] = local;
        if (body.Contains(node) || (!step.Contains(node) && node.Shape.Columns > 1))
        {
            featureValues.Add(node);
        }
    }

    /// <summary>Pushes the value of an operand: a register, a constant, or memory.</summary>
    public void Push(Traced operand)
    {
        if (values.TryGetValue(operand, out LocalBuilder? local))
        {
            il.Emit(OpCodes.Ldloc, local);
        }
        else if (ConstantOf(operand) is { } constant)
        {
            PushConstant(constant);
        }
        else
        {
            Define(operand, () => PushStoredFeature(operand));
            il.Emit(OpCodes.Ldloc, values[operand]);
        }
    }

    public void PushConstant(double value)
    {
        if (typeof(T) == typeof(float))
        {
            il.Emit(OpCodes.Ldc_R4, (float)value);
        }
        else
        {
            il.Emit(OpCodes.Ldc_R8, value);
        }

        il.Emit(OpCodes.Call, VectorInstructions<T>.Create);
    }

    private static double? ConstantOf(Traced operand) => operand.ScalarConstant;

    private static IEnumerable<Traced> Operands(Traced node) =>
        node.Operation == Operation.GatherColumns ? [] : node.Inputs;

    private void PushStoredSingle(Traced operand)
    {
        Place place = Map[operand];
        if (operand.Shape.Rows != step.Rows)
        {
            addressing.PushUniformAddress(place);
        }
        else if (step.Layout == Layout.LaneBlocks)
        {
            addressing.PushLaneAddress(place, 0);
            il.Emit(OpCodes.Call, VectorInstructions<T>.Load);
            return;
        }
        else
        {
            addressing.PushRowAddress(place);
        }

        il.Emit(OpCodes.Ldobj, typeof(T));
        il.Emit(OpCodes.Call, VectorInstructions<T>.Create);
    }

    private void PushStoredFeature(Traced operand)
    {
        Place place = Map[operand];
        if (operand.Shape.Rows == step.Rows)
        {
            addressing.PushFullAddress(place);
            il.Emit(OpCodes.Call, VectorInstructions<T>.Load);
            return;
        }

        addressing.PushFeatureAddress(place);
        if (step.Layout == Layout.RowMajor)
        {
            il.Emit(OpCodes.Call, VectorInstructions<T>.Load);
        }
        else
        {
            il.Emit(OpCodes.Ldobj, typeof(T));
            il.Emit(OpCodes.Call, VectorInstructions<T>.Create);
        }
    }

    private void PushComputed(Traced node)
    {
        switch (node.Operation)
        {
            case Operation.Detach or Operation.Broadcast:
                Push(node.Inputs[0]);
                break;
            case Operation.GatherColumns:
                PushGathered(node);
                break;
            case Operation.GreaterThan:
                PushComparison(node);
                PushConstant(1);
                PushConstant(0);
                il.Emit(OpCodes.Call, VectorInstructions<T>.ConditionalSelect);
                break;
            case Operation.Select:
                PushChoice(node);
                break;
            case Operation.Add or Operation.Subtract when node.Inputs.Any(IsAbsorbed):
                PushFused(node);
                break;
            default:
                foreach (Traced input in node.Inputs)
                {
                    Push(input);
                }

                il.Emit(OpCodes.Call, VectorInstructions<T>.Of(node.Operation));
                break;
        }
    }

    private void PushGathered(Traced node)
    {
        Place source = Map[node.Inputs[0]];
        if (node.Shape.Columns == 1)
        {
            addressing.PushLaneAddress(source, node.Columns[0]);
        }
        else
        {
            addressing.PushGatheredAddress(node, source);
        }

        il.Emit(OpCodes.Call, VectorInstructions<T>.Load);
    }

    private void PushComparison(Traced node)
    {
        Push(node.Inputs[0]);
        Push(node.Inputs[1]);
        il.Emit(OpCodes.Call, VectorInstructions<T>.GreaterThan);
    }

    private void PushChoice(Traced node)
    {
        (Traced condition, Traced whenTrue, Traced whenFalse) = (node.Inputs[0], node.Inputs[1], node.Inputs[2]);
        if (condition.Operation == Operation.GreaterThan && step.Contains(condition))
        {
            PushComparison(condition);
        }
        else
        {
            (whenTrue, whenFalse) = (whenFalse, whenTrue);
            Push(condition);
            PushConstant(0);
            il.Emit(OpCodes.Call, VectorInstructions<T>.VectorEquals);
        }

        Push(whenTrue);
        Push(whenFalse);
        il.Emit(OpCodes.Call, VectorInstructions<T>.ConditionalSelect);
    }

    /// <summary>a·b + c and its signs in one instruction.</summary>
    private void PushFused(Traced node)
    {
        int place = IsAbsorbed(node.Inputs[0]) ? 0 : 1;
        Traced product = node.Inputs[place];
        Push(product.Inputs[0]);
        if (node.Operation == Operation.Subtract && place == 1)
        {
            il.Emit(OpCodes.Call, VectorInstructions<T>.Negate);
        }

        Push(product.Inputs[1]);
        Push(node.Inputs[1 - place]);
        if (node.Operation == Operation.Subtract && place == 0)
        {
            il.Emit(OpCodes.Call, VectorInstructions<T>.Negate);
        }

        il.Emit(OpCodes.Call, VectorInstructions<T>.FusedMultiplyAdd);
    }

    /// <summary>A product with a single use, in a sum of the same part of the loop, is computed by that sum.</summary>
    private bool IsAbsorbed(Traced node) =>
        soleUserIsSum.Value.Contains(node);

    private readonly Lazy<HashSet<Traced>> soleUserIsSum = new(() =>
    {
        HashSet<Traced> absorbed = [];
        foreach (List<Traced> part in (List<Traced>[])[step.Prologue, step.Body, step.Epilogue])
        {
            HashSet<Traced> members = [.. part];
            foreach (Traced sum in part.Where(node => node.Operation is Operation.Add or Operation.Subtract))
            {
                Traced? product = sum.Inputs.FirstOrDefault(input => input.Operation == Operation.Multiply && members.Contains(input) && uses[input] == 1 && !stored.Contains(input));
                if (product is not null)
                {
                    absorbed.Add(product);
                }
            }
        }

        return absorbed;
    });
}
