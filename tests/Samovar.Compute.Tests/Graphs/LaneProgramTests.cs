using System.Numerics;
using Samovar.Compute.Graphs;
using Samovar.Compute.Graphs.Programs;

namespace Samovar.Compute.Tests.Graphs;

public sealed class LaneProgramTests
{
    private const int Lanes = 48;

    public static TheoryData<string> Names => [.. Problems.All.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Single_precision_agrees_with_the_reference(string name) => Compare<float>(name, 2e-5);

    [Theory, MemberData(nameof(Names))]
    public void Double_precision_agrees_with_the_reference(string name) => Compare<double>(name, 1e-12);

    [Fact]
    public void Long_graphs_are_split_into_several_loops()
    {
        Graph graph = new();
        Traced x = graph.Input("x", 4);
        Traced sum = graph.Constant(0);
        for (int k = 0; k < 300; k++)
        {
            sum += TracedMath.Sin((x[k % 4] * (1 + (0.01 * k))) + x[(k + 1) % 4]);
        }

        CompareNodes<double>(graph, x, [sum, ReverseMode.Gradient(sum, x)[0]], 1e-11);
    }

    [Fact]
    public void Inputs_that_no_output_needs_have_a_place_all_the_same()
    {
        Graph graph = new();
        Traced x = graph.Input("x", 2);
        LaneProgram<float> program = new(16, graph.Broadcast(graph.Constant(3), Shape.Batched(1)));

        Assert.Equal(32, program.Values(program.CreateMemory(), x).Length);
    }

    [Fact]
    public void Running_allocates_nothing()
    {
        (_, Traced x, Traced energy) = DifferentiationTests.Trace("regression");
        LaneProgram<float> program = new(Lanes, energy, ReverseMode.Gradient(energy, x)[0]);
        LaneMemory<float> memory = program.CreateMemory();
        program.Run(memory);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int repeat = 0; repeat < 100; repeat++)
        {
            program.Run(memory);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Values_shared_between_points_are_refused()
    {
        Graph graph = new();
        Traced x = graph.Input("x", 2);
        Assert.Throws<NotSupportedException>(() => new LaneProgram<float>(16, x - TracedMath.SumOverPoints(x)));
    }

    private static void Compare<T>(string name, double tolerance)
        where T : unmanaged, INumber<T>
    {
        (Graph graph, Traced x, Traced energy) = DifferentiationTests.Trace(name);
        Traced gradient = ReverseMode.Gradient(energy, x)[0];
        Traced curvature = ReverseMode.VectorJacobianProduct(gradient, x, x)[0];
        CompareNodes<T>(graph, x, [energy, gradient, curvature], tolerance);
    }

    private static void CompareNodes<T>(Graph graph, Traced x, Traced[] outputs, double tolerance)
        where T : unmanaged, INumber<T>
    {
        Assert.NotEmpty(graph.Nodes);
        LaneProgram<T> program = new(Lanes, outputs);
        LaneMemory<T> memory = program.CreateMemory();
        int dimension = x.Shape.Columns;
        double[,] points = new double[Lanes, dimension];
        Span<T> input = program.Values(memory, x);
        for (int lane = 0; lane < Lanes; lane++)
        {
            for (int column = 0; column < dimension; column++)
            {
                T value = T.CreateTruncating(1.5 * Math.Sin(1 + (lane * 0.37) + (column * 1.9)));
                input[(column * Lanes) + lane] = value;
                points[lane, column] = double.CreateTruncating(value);
            }
        }

        program.Run(memory);
        program.Run(memory);

        foreach (Traced output in outputs)
        {
            double[,] expected = new ReferenceEvaluator(Lanes).With(x, points).Evaluate(output);
            Span<T> actual = program.Values(memory, output);
            for (int lane = 0; lane < Lanes; lane++)
            {
                for (int column = 0; column < output.Shape.Columns; column++)
                {
                    double value = double.CreateTruncating(actual[(column * Lanes) + lane]);
                    Assert.True(Math.Abs(expected[lane, column] - value) <= tolerance * Math.Max(1, Math.Abs(expected[lane, column])) * 30,
                        $"{output} lane {lane} column {column}: expected {expected[lane, column]:R}, got {value:R}");
                }
            }
        }
    }
}
