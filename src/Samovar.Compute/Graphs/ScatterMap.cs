namespace Samovar.Compute.Graphs;

/// <summary>Reads the places of a <see cref="Operation.ScatterColumns"/> node: one per feature of each input in turn, complemented where it subtracts.</summary>
internal static class ScatterMap
{
    /// <summary>Calls back for each input with the place of each of its features and a [1, m] row of signs.</summary>
    public static void ForEach(Traced node, Action<Traced, int[], Traced> action)
    {
        int offset = 0;
        foreach (Traced input in node.Inputs)
        {
            int[] signed = node.Columns[offset..(offset + input.Shape.Columns)];
            int[] places = [.. signed.Select(place => place < 0 ? ~place : place)];
            bool uniform = signed.All(place => place < 0) || signed.All(place => place >= 0);
            Traced signs = uniform
                ? node.Graph.Constant(signed[0] < 0 ? -1 : 1)
                : node.Inputs[0].Row([.. signed.Select(place => place < 0 ? -1.0 : 1.0)]);
            action(input, places, signs);
            offset += input.Shape.Columns;
        }
    }

    /// <summary>For each place, which features of which inputs add to it.</summary>
    public static List<(int Input, int Feature, bool Negative)>[] ByPlace(Traced node)
    {
        List<(int, int, bool)>[] sources = [.. Enumerable.Range(0, node.Shape.Columns).Select(_ => new List<(int, int, bool)>())];
        int offset = 0;
        for (int input = 0; input < node.Inputs.Length; input++)
        {
            for (int feature = 0; feature < node.Inputs[input].Shape.Columns; feature++, offset++)
            {
                int place = node.Columns[offset];
                sources[place < 0 ? ~place : place].Add((input, feature, place < 0));
            }
        }

        return sources;
    }
}
