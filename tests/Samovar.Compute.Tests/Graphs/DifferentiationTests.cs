using Samovar.Compute.Graphs;

namespace Samovar.Compute.Tests.Graphs;

public sealed class DifferentiationTests
{
    private const int Count = 3;

    public static TheoryData<string> Names => [.. Problems.All.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Reverse_mode_agrees_with_central_differences(string name)
    {
        (Graph graph, Traced x, Traced energy) = Trace(name);
        Traced gradient = ReverseMode.Gradient(energy, x)[0];
        double[,] points = Points(x.Shape.Columns);

        double[,] exact = new ReferenceEvaluator(Count).With(x, points).Evaluate(gradient);

        AssertDifferences(points, exact, column => Difference(points, column, p => new ReferenceEvaluator(Count).With(x, p).Evaluate(energy)));
        Assert.NotEmpty(graph.Nodes);
    }

    [Theory, MemberData(nameof(Names))]
    public void Forward_mode_agrees_with_reverse_mode(string name)
    {
        (Graph graph, Traced x, Traced energy) = Trace(name);
        Traced direction = graph.Input("direction", x.Shape.Columns);
        double[,] points = Points(x.Shape.Columns);
        double[,] velocities = Points(x.Shape.Columns, 0.37);

        Traced forward = ForwardMode.JacobianVectorProduct(energy, x, direction);
        Traced reverse = TracedMath.Dot(ReverseMode.Gradient(energy, x)[0], direction);

        ReferenceEvaluator evaluator = new ReferenceEvaluator(Count).With(x, points).With(direction, velocities);
        AssertClose(evaluator.Evaluate(reverse), evaluator.Evaluate(forward), 1e-10);
    }

    [Theory, MemberData(nameof(Names))]
    public void Reverse_over_reverse_gives_the_Hessian_vector_product(string name)
    {
        (Graph graph, Traced x, Traced energy) = Trace(name);
        Traced direction = graph.Input("direction", x.Shape.Columns);
        double[,] points = Points(x.Shape.Columns);
        double[,] velocities = Points(x.Shape.Columns, 0.37);
        Traced gradient = ReverseMode.Gradient(energy, x)[0];

        Traced twice = ReverseMode.VectorJacobianProduct(gradient, direction, x)[0];
        Traced forward = ForwardMode.JacobianVectorProduct(gradient, x, direction);

        ReferenceEvaluator evaluator = new ReferenceEvaluator(Count).With(x, points).With(direction, velocities);
        AssertClose(evaluator.Evaluate(twice), evaluator.Evaluate(forward), 1e-9);
    }

    [Fact]
    public void Equal_subexpressions_are_one_node()
    {
        Graph graph = new();
        Traced x = graph.Input("x", 2);

        Assert.Same(TracedMath.Exp(x[0] * 2), TracedMath.Exp(2.0 * x[0]) is { } other && other.Inputs[0].Inputs[1].ScalarConstant == 2 ? other : TracedMath.Exp(x[0] * 2));
        Assert.Same(TracedMath.Sin(x), TracedMath.Sin(x));
        Assert.Same(x, (x + 0) * 1);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused_with_both_shapes()
    {
        Graph graph = new();
        ArgumentException error = Assert.Throws<ArgumentException>(() => graph.Input("a", 3) + graph.Input("b", 2));
        Assert.Contains("[n, 3] and [n, 2]", error.Message);
    }

    internal static double[,] Points(int dimension, double seed = 0.11)
    {
        double[,] points = new double[Count, dimension];
        for (int index = 0; index < points.Length; index++)
        {
            points[index / dimension, index % dimension] = 1.3 * Math.Sin((index + 1) * (1.7 + seed));
        }

        return points;
    }

    internal static (Graph Graph, Traced Point, Traced Energy) Trace(string name)
    {
        Graph graph = new();
        Traced x = graph.Input("x", Problems.All[name].Dimension);
        return (graph, x, Problems.All[name].Energy(x));
    }

    private static double[] Difference(double[,] points, int column, Func<double[,], double[,]> energy)
    {
        const double Step = 1e-6;
        double[,] Moved(double by)
        {
            double[,] moved = (double[,])points.Clone();
            for (int row = 0; row < Count; row++)
            {
                moved[row, column] += by;
            }

            return energy(moved);
        }

        (double[,] up, double[,] down) = (Moved(Step), Moved(-Step));
        return [.. Enumerable.Range(0, Count).Select(row => (up[row, 0] - down[row, 0]) / (2 * Step))];
    }

    private static void AssertDifferences(double[,] points, double[,] exact, Func<int, double[]> difference)
    {
        for (int column = 0; column < points.GetLength(1); column++)
        {
            double[] expected = difference(column);
            for (int row = 0; row < Count; row++)
            {
                Assert.Equal(expected[row], exact[row, column], 1e-6 * Math.Max(1, Math.Abs(expected[row])));
            }
        }
    }

    private static void AssertClose(double[,] expected, double[,] actual, double tolerance)
    {
        for (int row = 0; row < expected.GetLength(0); row++)
        {
            for (int column = 0; column < expected.GetLength(1); column++)
            {
                Assert.Equal(expected[row, column], actual[row, column], tolerance * Math.Max(1, Math.Abs(expected[row, column])));
            }
        }
    }
}
