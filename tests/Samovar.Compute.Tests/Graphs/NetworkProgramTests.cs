using Samovar.Compute.Graphs;
using Samovar.Compute.Graphs.Programs;
using Samovar.Compute.Threading;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Compute.Tests.Graphs;

public sealed class NetworkProgramTests
{
    private const int Count = 150;

    private static readonly string[] Losses = ["regression", "score matching", "log variance", "pieces"];

    public static TheoryData<string> Names => [.. Losses];

    [Theory, MemberData(nameof(Names))]
    public void Loss_and_gradients_agree_with_the_reference(string name)
    {
        Case problem = new(name);
        using WorkerPool pool = new(2);
        NetworkProgram program = problem.Program(pool);

        program.Run();

        ReferenceEvaluator reference = new ReferenceEvaluator(Count).With(problem.Point, problem.Points);
        foreach (Traced output in problem.Outputs)
        {
            double[,] expected = reference.Evaluate(output);
            double scale = Math.Max(1e-3, expected.Cast<double>().Max(Math.Abs));
            for (int row = 0; row < expected.GetLength(0); row++)
            {
                for (int column = 0; column < expected.GetLength(1); column++)
                {
                    double actual = program.Row(output, row)[column];
                    Assert.True(Math.Abs(expected[row, column] - actual) <= 3e-4 * scale, $"{name} {output} [{row}, {column}]: expected {expected[row, column]}, got {actual}");
                }
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Results_do_not_depend_on_the_number_of_threads(string name)
    {
        byte[][] results = [.. new[] { 1, 2, 7 }.Select(threads =>
        {
            using WorkerPool pool = new(threads);
            Case problem = new(name);
            NetworkProgram program = problem.Program(pool);
            program.Run();
            return problem.Outputs.SelectMany(output => Enumerable.Range(0, output.Shape.Rows).SelectMany(row => program.Row(output, row).ToArray()))
                .SelectMany(BitConverter.GetBytes).ToArray();
        })];

        Assert.Equal(results[0], results[1]);
        Assert.Equal(results[0], results[2]);
    }

    [Fact]
    public void Running_allocates_nothing()
    {
        using WorkerPool pool = new(2);
        NetworkProgram program = new Case("regression").Program(pool);
        program.Run();

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int repeat = 0; repeat < 50; repeat++)
        {
            program.Run();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_batch_of_the_wrong_shape_is_refused_with_both_shapes()
    {
        using WorkerPool pool = new(1);
        Case problem = new("regression");
        ArgumentException error = Assert.Throws<ArgumentException>(() => problem.Program(pool).Set(problem.Point, new Batch(7, 2)));
        Assert.Contains($"[{Count}, 2]", error.Message);
        Assert.Contains("[7, 2]", error.Message);
    }

    private sealed class Case
    {
        private readonly Graph graph = new();
        private readonly Parameter[] parameters = [new("w1", 2, 20), new("b1", 1, 20), new("w2", 20, 33), new("b2", 1, 33), new("w3", 33, 1), new("b3", 1, 1)];

        public Case(string name)
        {
            for (int index = 0; index < parameters.Length; index++)
            {
                for (int row = 0; row < parameters[index].Rows; row++)
                {
                    for (int column = 0; column < parameters[index].Columns; column++)
                    {
                        parameters[index].Row(row)[column] = (float)(0.4 * Math.Sin(1 + (index * 3.1) + (row * 1.3) + (column * 0.7)));
                    }
                }
            }

            Point = graph.Input("x", 2);
            Traced loss = Loss(name);
            Traced[] with = [.. parameters.Select(graph.Use)];
            Outputs = [loss, .. ReverseMode.Gradient(loss, with)];
            for (int row = 0; row < Count; row++)
            {
                Points[row, 0] = (float)(2 * Math.Sin(row));
                Points[row, 1] = (float)(2 * Math.Cos(3 * row));
            }
        }

        public Traced Point { get; }

        public Traced[] Outputs { get; }

        public double[,] Points { get; } = new double[Count, 2];

        public NetworkProgram Program(WorkerPool pool)
        {
            NetworkProgram program = new(Count, pool, Outputs);
            Batch batch = new(Count, 2);
            for (int row = 0; row < Count; row++)
            {
                batch[row, 0] = (float)Points[row, 0];
                batch[row, 1] = (float)Points[row, 1];
            }

            program.Set(Point, batch);
            return program;
        }

        private Traced Loss(string name)
        {
            Traced energy = Network(Point);
            switch (name)
            {
                case "regression":
                    return MeanOverPoints(Square(energy - Sin(Point[0])));
                case "score matching":
                    Traced score = -ReverseMode.Gradient(energy, Point)[0];
                    return MeanOverPoints(Sum(Square(score + Point)));
                case "log variance":
                    Traced weight = energy - Dot(Point, Point);
                    return MeanOverPoints(Square(weight - MeanOverPoints(weight)));
                default:
                    Traced pieces = Stack(energy, Point[1], energy * Point[0]);
                    return MeanOverPoints(LogSumExp(Gather(pieces, 2, 0, 0)) * Max(pieces)) + (0.1 * SumOverPoints(Sum(Square(graph.Use(parameters[0])))));
            }
        }

        private Traced Network(Traced x)
        {
            Traced hidden = Silu(MatrixProduct(x, graph.Use(parameters[0])) + graph.Use(parameters[1]));
            hidden = Tanh(MatrixProduct(hidden, graph.Use(parameters[2])) + graph.Use(parameters[3]));
            return MatrixProduct(hidden, graph.Use(parameters[4])) + graph.Use(parameters[5]);
        }
    }
}
