using Samovar.Compute.Kernels;

namespace Samovar.Compute.Graphs.Programs;

/// <summary>Turns scheduled steps into phases: row-parallel phases run all their steps block by block; reductions over points run one after another,
/// each split over rows of its result.</summary>
internal sealed unsafe class NetworkPhaseBuilder(Schedule schedule, MemoryMap map, IReadOnlySet<Traced> stored, PackedWeights weights, int count)
{
    private const int GradientRows = 32;

    private readonly Dictionary<Traced, int> uses = ArenaPlanner.Uses(schedule);

    public IEnumerable<NetworkPhase> Build()
    {
        foreach (IGrouping<int, Step> group in schedule.Steps.GroupBy(step => step.Phase).OrderBy(group => group.Key))
        {
            List<NetworkPhase> packing = [];
            List<RangeAction> rowActions = [];
            List<NetworkPhase> reductions = [];
            foreach (Step step in group)
            {
                if (group.Key % 2 == 0)
                {
                    rowActions.Add(RowAction(step, packing));
                }
                else
                {
                    reductions.Add(Reduction(step));
                }
            }

            foreach (NetworkPhase phase in packing)
            {
                yield return phase;
            }

            if (rowActions.Count > 0)
            {
                yield return new NetworkPhase(count, NetworkProgram.BlockRows, rowActions);
            }

            foreach (NetworkPhase phase in reductions)
            {
                yield return phase;
            }
        }
    }

    private RangeAction RowAction(Step step, List<NetworkPhase> packing)
    {
        if (step is LoopStep loop)
        {
            return Loop(loop);
        }

        Traced node = ((NodeStep)step).Node;
        return node.Operation switch
        {
            Operation.MatrixProduct => Product(node, packing),
            Operation.GatherColumns => Gather(node),
            Operation.ScatterColumns => Scatter(node),
            Operation.Stack => Stack(node),
            _ => throw Unsupported(node),
        };
    }

    private NetworkPhase Reduction(Step step)
    {
        if (step is LoopStep loop)
        {
            return new NetworkPhase(loop.Rows, loop.Rows, [Loop(loop)]);
        }

        Traced node = ((NodeStep)step).Node;
        return node.Operation switch
        {
            Operation.MatrixProduct when ((bool Left, bool Right))node.Payload! == (true, false) && node.Inputs[0].Shape.IsBatched =>
                new NetworkPhase(node.Shape.Rows, GradientRows, [TransposedProduct(node)]),
            Operation.SumRows => new NetworkPhase(1, 1, [SumRows(node)]),
            _ => throw Unsupported(node),
        };
    }

    private RangeAction Loop(LoopStep loop)
    {
        LoopKernel kernel = LoopEmitter<float>.Compile(loop, map, stored, uses);
        return (table, start, end) => kernel((nint)table, start, end);
    }

    /// <summary>X·W or X·Wᵀ, with W packed once before the phase.</summary>
    private RangeAction Product(Traced node, List<NetworkPhase> packing)
    {
        (bool transposeLeft, bool transposeRight) = ((bool, bool))node.Payload!;
        (Traced left, Traced right) = (node.Inputs[0], node.Inputs[1]);
        if (transposeLeft || right.Shape.IsBatched)
        {
            throw Unsupported(node);
        }

        int packed = weights.SlotOf(right, transposeRight, out bool isNew);
        (Place x, Place w, Place y) = (map[left], map[right], map[node]);
        (int inner, int columns) = PackedWeights.Sizes(right, transposeRight);
        if (isNew)
        {
            (nint row, nint column) = transposeRight ? ((nint)1, w.Stride) : ((nint)w.Stride, 1);
            packing.Add(new NetworkPhase(1, 1, [(table, _, _) => MatrixProduct.Pack(inner, columns, (float*)table[w.Slot], row, column, (float*)table[packed])]));
        }

        return (table, start, end) => MatrixProduct.MultiplyPacked(
            end - start, columns, inner,
            (float*)table[x.Slot] + ((long)start * x.Stride), x.Stride, 1,
            (float*)table[packed],
            (float*)table[y.Slot] + ((long)start * y.Stride), y.Stride, accumulate: false);
    }

    /// <summary>Xᵀ·Y over all points, for a slice of the rows of the result.</summary>
    private RangeAction TransposedProduct(Traced node)
    {
        (Place x, Place y, Place w) = (map[node.Inputs[0]], map[node.Inputs[1]], map[node]);
        int columns = node.Shape.Columns;
        return (table, start, end) => MatrixProduct.MultiplyUnpacked(
            end - start, columns, count,
            (float*)table[x.Slot] + start, 1, x.Stride,
            (float*)table[y.Slot], y.Stride,
            (float*)table[w.Slot] + ((long)start * w.Stride), w.Stride, accumulate: false);
    }

    private RangeAction SumRows(Traced node)
    {
        Traced input = node.Inputs[0];
        (Place x, Place sum) = (map[input], map[node]);
        int columns = node.Shape.Columns;
        int rows = input.Shape.IsBatched ? count : input.Shape.Rows;
        return (table, _, _) => ColumnSums.Compute((float*)table[x.Slot], rows, columns, x.Stride, (float*)table[sum.Slot]);
    }

    private RangeAction Gather(Traced node)
    {
        (Place x, Place y) = (map[node.Inputs[0]], map[node]);
        int[] columns = node.Columns;
        return (table, start, end) =>
        {
            for (long row = start; row < end; row++)
            {
                float* source = (float*)table[x.Slot] + (row * x.Stride);
                float* destination = (float*)table[y.Slot] + (row * y.Stride);
                for (int place = 0; place < columns.Length; place++)
                {
                    destination[place] = source[columns[place]];
                }
            }
        };
    }

    private RangeAction Scatter(Traced node)
    {
        Place y = map[node];
        int width = node.Shape.Columns;
        Place[] inputs = [.. node.Inputs.Select(input => map[input])];
        (int Input, int Feature, bool Negative)[][] sources = [.. ScatterMap.ByPlace(node).Select(list => list.ToArray())];
        return (table, start, end) =>
        {
            for (long row = start; row < end; row++)
            {
                float* destination = (float*)table[y.Slot] + (row * y.Stride);
                for (int place = 0; place < width; place++)
                {
                    float sum = 0;
                    foreach ((int input, int feature, bool negative) in sources[place])
                    {
                        float value = ((float*)table[inputs[input].Slot])[(row * inputs[input].Stride) + feature];
                        sum += negative ? -value : value;
                    }

                    destination[place] = sum;
                }
            }
        };
    }

    private RangeAction Stack(Traced node)
    {
        Place y = map[node];
        (Place Place, bool Batched)[] inputs = [.. node.Inputs.Select(input => (map[input], input.Shape.IsBatched))];
        return (table, start, end) =>
        {
            for (long row = start; row < end; row++)
            {
                float* destination = (float*)table[y.Slot] + (row * y.Stride);
                for (int column = 0; column < inputs.Length; column++)
                {
                    float* source = (float*)table[inputs[column].Place.Slot];
                    destination[column] = inputs[column].Batched ? source[row * inputs[column].Place.Stride] : source[0];
                }
            }
        };
    }

    private static NotSupportedException Unsupported(Traced node) =>
        new($"Primitive '{node}' with operands {string.Join(" and ", node.Inputs.Select(input => input.Shape.ToString()))} has no row-major form.");
}
