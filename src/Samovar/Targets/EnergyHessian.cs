using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Graphs.Programs;

namespace Samovar.Targets;

/// <summary>Products of the Hessian of a traced log-density with vectors, in double precision: the score of reverse mode, moved along the vector by forward mode.</summary>
internal sealed class EnergyHessian
{
    private const int Lanes = 32;

    private readonly Traced point;
    private readonly Traced direction;
    private readonly Traced product;
    private readonly LaneProgram<double> program;

    /// <summary>Traces the energy once more, in a graph of its own.</summary>
    /// <param name="dimension">Number of coordinates d.</param>
    /// <param name="energy">E(x) on a traced point [n, d]; returns [n, 1].</param>
    public EnergyHessian(int dimension, Func<Traced, Traced> energy)
    {
        Graph graph = new();
        point = graph.Input("point", dimension);
        direction = graph.Input("direction", dimension);
        Traced score = ReverseMode.Gradient(-energy(point), point)[0];
        product = ForwardMode.JacobianVectorProduct(score, point, direction);
        program = new LaneProgram<double>(Lanes, product);
    }

    /// <summary>Multiplies.</summary>
    /// <param name="points">[n, d] positions.</param>
    /// <param name="directions">[n, d] vectors.</param>
    /// <param name="products">[n, d] overwritten.</param>
    public void Multiply(Batch points, Batch directions, Batch products)
    {
        LaneMemory<double> memory = program.CreateMemory();
        for (int block = 0; block < points.Count; block += Lanes)
        {
            int count = Math.Min(Lanes, points.Count - block);
            Load(points, block, count, program.Values(memory, point));
            Load(directions, block, count, program.Values(memory, direction));
            program.Run(memory);
            Store(program.Values(memory, product), block, count, products);
        }
    }

    /// <summary>Rows to lanes; lanes without a row repeat the last one.</summary>
    private static void Load(Batch rows, int block, int count, Span<double> lanes)
    {
        for (int lane = 0; lane < Lanes; lane++)
        {
            ReadOnlySpan<float> row = rows.Row(block + Math.Min(lane, count - 1));
            for (int column = 0; column < row.Length; column++)
            {
                lanes[(column * Lanes) + lane] = row[column];
            }
        }
    }

    private static void Store(ReadOnlySpan<double> lanes, int block, int count, Batch rows)
    {
        for (int lane = 0; lane < count; lane++)
        {
            Span<float> row = rows.Row(block + lane);
            for (int column = 0; column < row.Length; column++)
            {
                row[column] = (float)lanes[(column * Lanes) + lane];
            }
        }
    }
}
