using Samovar.Compute.Kernels;

namespace Samovar.Compute.Graphs.Programs;

/// <summary>Turns scheduled steps into phases: row-parallel phases run all their steps block by block; reductions over points run one after another,
/// each split over rows of its result.</summary>
internal sealed unsafe class NetworkPhaseBuilder(Schedule schedule, MemoryMap map, IReadOnlySet<Traced> stored, PackedWeights weights, PartialSums sums, int count)
{
    private const int GradientRows = 64;

    private const int PackedRows = 64;

    /// <summary>Products with fewer columns have kernels of their own, which want a packed matrix.</summary>
    private const int NarrowColumns = 16;

    private readonly Dictionary<Traced, int> uses = ArenaPlanner.Uses(schedule);

    private readonly ILookup<Traced, Traced> batchSums = schedule.Nodes
        .Where(node => node.Operation == Operation.SumRows && node.Inputs[0].Shape.IsBatched).ToLookup(node => node.Inputs[0]);

    public IEnumerable<NetworkPhase> Build()
    {
        foreach (IGrouping<int, Step> group in schedule.Steps.GroupBy(step => step.Phase))
        {
            foreach (NetworkPhase phase in group.Key % 2 == 0 ? RowPhases(group) : Reductions(group))
            {
                yield return phase;
            }
        }
    }

    private IEnumerable<NetworkPhase> RowPhases(IEnumerable<Step> steps)
    {
        List<(RangeAction, int, int)> packing = [];
        List<RangeAction> actions = [];
        foreach (Step step in steps)
        {
            actions.Add(RowAction(step, packing));
            actions.AddRange(step.Nodes.SelectMany(node => batchSums[node]).Select(sums.Block));
        }

        return packing.Count > 0 ? [new PiecePhase(packing), new BlockPhase(count, NetworkProgram.BlockRows, actions)]
            : [new BlockPhase(count, NetworkProgram.BlockRows, actions)];
    }

    private IEnumerable<NetworkPhase> Reductions(IEnumerable<Step> steps) =>
        steps.GroupBy(step => step.Time).Select(moment => new PiecePhase(moment.Select(Reduction)));

    private RangeAction RowAction(Step step, List<(RangeAction Action, int Rows, int ChunkRows)> packing)
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

    private (RangeAction Action, int Rows, int ChunkRows) Reduction(Step step)
    {
        if (step is LoopStep loop)
        {
            return (Loop(loop), loop.Rows, loop.Rows);
        }

        Traced node = ((NodeStep)step).Node;
        return node.Operation switch
        {
            Operation.MatrixProduct when ((bool Left, bool Right))node.Payload! == (true, false) && node.Inputs[0].Shape.IsBatched =>
                (TransposedProduct(node), node.Shape.Rows, GradientRows),
            Operation.SumRows => (sums.Total(node) ?? SumRows(node), 1, 1),
            _ => throw Unsupported(node),
        };
    }

    private RangeAction Loop(LoopStep loop)
    {
        LoopKernel kernel = LoopEmitter<float>.Compile(loop, map, stored, uses);
        return (table, start, end) => kernel((nint)table, start, end);
    }

    /// <summary>X·W with W as it lies, or X·Wᵀ or a narrow X·W with it packed once before the phase.</summary>
    private RangeAction Product(Traced node, List<(RangeAction Action, int Rows, int ChunkRows)> packing)
    {
        (bool transposeLeft, bool transposeRight) = ((bool, bool))node.Payload!;
        (Traced left, Traced right) = (node.Inputs[0], node.Inputs[1]);
        if (transposeLeft || right.Shape.IsBatched)
        {
            throw Unsupported(node);
        }

        if (!transposeRight && node.Shape.Columns >= NarrowColumns)
        {
            return UnpackedProduct(node);
        }

        int packed = weights.SlotOf(right, transposeRight, out bool isNew);
        (Place x, Place w, Place y) = (map[left], map[right], map[node]);
        (int inner, int columns) = PackedWeights.Sizes(right, transposeRight);
        if (isNew)
        {
            (nint row, nint column) = transposeRight ? ((nint)1, w.Stride) : ((nint)w.Stride, 1);
            packing.Add((
                (table, start, end) => MatrixProduct.PackSlice(inner, columns, (float*)table[w.Slot], row, column, (float*)table[packed], start, end),
                MatrixProduct.PackedSlices(inner, columns, column), PackedRows));
        }

        return (table, start, end) => MatrixProduct.MultiplyPacked(
            end - start, columns, inner,
            (float*)table[x.Slot] + ((long)start * x.Stride), x.Stride, 1,
            (float*)table[packed],
            (float*)table[y.Slot] + ((long)start * y.Stride), y.Stride, accumulate: false);
    }

    private RangeAction UnpackedProduct(Traced node)
    {
        (Place x, Place w, Place y) = (map[node.Inputs[0]], map[node.Inputs[1]], map[node]);
        (int inner, int columns) = (node.Inputs[0].Shape.Columns, node.Shape.Columns);
        return (table, start, end) => MatrixProduct.MultiplyUnpacked(
            end - start, columns, inner,
            (float*)table[x.Slot] + ((long)start * x.Stride), x.Stride, 1,
            (float*)table[w.Slot], w.Stride,
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
