using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Samovar.Compute.Graphs.Programs;

/// <summary>Adds rows of several values into the rows of another: each destination row is written once.</summary>
/// <remarks>
/// The sources of a destination row are cut into runs of one value and one sign. Four vectors of points go through a run together, so that
/// the additions of different points overlap.
/// </remarks>
/// <typeparam name="T">float or double.</typeparam>
internal sealed unsafe class LaneScatter<T>
    where T : unmanaged, INumber<T>
{
    private readonly int lanes;
    private readonly int destination;
    private readonly Run[] runs;
    private readonly int[] starts;
    private readonly nint[] offsets;

    public LaneScatter(Traced node, MemoryMap map, int lanes)
    {
        this.lanes = lanes;
        destination = map[node].Slot;
        List<Run> allRuns = [];
        List<nint> allOffsets = [];
        starts = [0, .. ScatterMap.ByPlace(node).Select(sources =>
        {
            foreach (var run in sources.GroupBy(source => (source.Input, source.Negative)))
            {
                allRuns.Add(new Run(map[node.Inputs[run.Key.Input]].Slot, run.Key.Negative, allOffsets.Count, run.Count()));
                allOffsets.AddRange(run.Select(source => (nint)source.Feature * lanes));
            }

            return allRuns.Count;
        })];
        runs = [.. allRuns];
        offsets = [.. allOffsets];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Execute(nint* table)
    {
        T* target = (T*)table[destination];
        fixed (Run* first = runs)
        {
            for (int place = 0; place < starts.Length - 1; place++, target += lanes)
            {
                Run* start = first + starts[place], end = first + starts[place + 1];
                int lane = 0;
                for (; lane + (4 * Vector512<T>.Count) <= lanes; lane += 4 * Vector512<T>.Count)
                {
                    FourVectors(table, start, end, lane, target + lane);
                }

                for (; lane < lanes; lane += Vector512<T>.Count)
                {
                    OneVector(table, start, end, lane, target + lane);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FourVectors(nint* table, Run* run, Run* end, int lane, T* target)
    {
        Vector512<T> s0 = default, s1 = default, s2 = default, s3 = default;
        fixed (nint* places = offsets)
        {
            for (; run < end; run++)
            {
                T* value = (T*)table[run->Slot] + lane;
                nint* stop = places + run->Start + run->Count;
                for (nint* place = places + run->Start; place < stop; place++)
                {
                    T* row = value + *place;
                    if (run->Negative)
                    {
                        s0 -= Vector512.Load(row);
                        s1 -= Vector512.Load(row + Vector512<T>.Count);
                        s2 -= Vector512.Load(row + (2 * Vector512<T>.Count));
                        s3 -= Vector512.Load(row + (3 * Vector512<T>.Count));
                    }
                    else
                    {
                        s0 += Vector512.Load(row);
                        s1 += Vector512.Load(row + Vector512<T>.Count);
                        s2 += Vector512.Load(row + (2 * Vector512<T>.Count));
                        s3 += Vector512.Load(row + (3 * Vector512<T>.Count));
                    }
                }
            }
        }

        s0.Store(target);
        s1.Store(target + Vector512<T>.Count);
        s2.Store(target + (2 * Vector512<T>.Count));
        s3.Store(target + (3 * Vector512<T>.Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void OneVector(nint* table, Run* run, Run* end, int lane, T* target)
    {
        Vector512<T> added = default, subtracted = default;
        fixed (nint* places = offsets)
        {
            for (; run < end; run++)
            {
                T* value = (T*)table[run->Slot] + lane;
                Vector512<T> even = default, odd = default;
                int index = 0;
                for (; index + 1 < run->Count; index += 2)
                {
                    even += Vector512.Load(value + places[run->Start + index]);
                    odd += Vector512.Load(value + places[run->Start + index + 1]);
                }

                if (index < run->Count)
                {
                    even += Vector512.Load(value + places[run->Start + index]);
                }

                added += run->Negative ? default : even + odd;
                subtracted += run->Negative ? even + odd : default;
            }
        }

        (added - subtracted).Store(target);
    }

    private readonly record struct Run(int Slot, bool Negative, int Start, int Count);
}
