namespace Samovar.Compute.Graphs.Programs;

/// <summary>Where one node's value lies: an entry of the pointer table, and the distance between its rows.</summary>
/// <param name="Slot">Index into the pointer table.</param>
/// <param name="Stride">Elements from one row to the next (row-major), or from one feature to the next (lane blocks).</param>
internal readonly record struct Place(int Slot, int Stride);

/// <summary>The places of all stored nodes of a program.</summary>
internal sealed class MemoryMap
{
    private readonly Dictionary<Traced, Place> places = [];
    private readonly Dictionary<Traced, int> indexSlots = [];

    /// <summary>Number of entries of the pointer table.</summary>
    public int SlotCount { get; private set; }

    public bool Holds(Traced node) => places.ContainsKey(node);

    public Place this[Traced node] => places[node];

    public Place Add(Traced node, int stride) => places[node] = new Place(SlotCount++, stride);

    /// <summary>A table entry that belongs to no node.</summary>
    public int NewSlot() => SlotCount++;

    /// <summary>The table entry of a node's byte offsets, for gathers.</summary>
    public int IndexSlot(Traced node)
    {
        if (!indexSlots.TryGetValue(node, out int slot))
        {
            indexSlots[node] = slot = SlotCount++;
        }

        return slot;
    }

    public IEnumerable<(Traced Node, int Slot)> IndexSlots => indexSlots.Select(pair => (pair.Key, pair.Value));
}
