using System.Numerics;
using System.Runtime.Intrinsics;

namespace Samovar.Compute.Graphs.Programs;

/// <summary>Adds rows of several values into the rows of another: each destination row is written once.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal sealed unsafe class LaneScatter<T>
    where T : unmanaged, INumber<T>
{
    private readonly int lanes;
    private readonly int destination;
    private readonly int[] starts;
    private readonly Source[] sources;

    public LaneScatter(Traced node, MemoryMap map, int lanes)
    {
        this.lanes = lanes;
        destination = map[node].Slot;
        List<(int Input, int Feature, bool Negative)>[] byPlace = ScatterMap.ByPlace(node);
        starts = [0, .. byPlace.Select((_, place) => byPlace.Take(place + 1).Sum(list => list.Count))];
        sources = [.. byPlace.SelectMany(list => list).Select(source => new Source(map[node.Inputs[source.Input]].Slot, source.Feature * lanes, source.Negative))];
    }

    public void Run(nint* table)
    {
        T* target = (T*)table[destination];
        for (int place = 0; place < starts.Length - 1; place++, target += lanes)
        {
            ReadOnlySpan<Source> parts = sources.AsSpan(starts[place]..starts[place + 1]);
            for (int lane = 0; lane < lanes; lane += Vector512<T>.Count)
            {
                Vector512<T> sum = Vector512<T>.Zero;
                foreach (ref readonly Source part in parts)
                {
                    Vector512<T> value = Vector512.Load((T*)table[part.Slot] + part.Offset + lane);
                    sum = part.Negative ? sum - value : sum + value;
                }

                sum.Store(target + lane);
            }
        }
    }

    private readonly record struct Source(int Slot, int Offset, bool Negative);
}
