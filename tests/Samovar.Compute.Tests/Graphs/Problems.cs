using Samovar.Compute.Graphs;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Compute.Tests.Graphs;

/// <summary>Energies that between them use every primitive, in scalar and in vector style.</summary>
internal static class Problems
{
    private static readonly double[,] Design = { { 0.5, -1, 2, 0.1, 0.7 }, { 1, 0.3, -0.2, 0.9, -1.1 }, { -0.4, 0.8, 0.6, -1.5, 0.2 } };

    public static readonly IReadOnlyDictionary<string, (int Dimension, Func<Traced, Traced> Energy)> All = new Dictionary<string, (int, Func<Traced, Traced>)>
    {
        ["double well"] = (2, x => Square(Square(x[0]) - 1) + (0.5 * Square(x[1]))),
        ["mixture"] = (2, Mixture),
        ["unary"] = (3, x => Sum(Sin(x) + (Cos(2 * x) * Tanh(x)) + Sigmoid(x) + Softplus(3 * x) + Exp(0.3 * x) + Log(1 + Square(x)) + Log1p(Square(x)) + Sqrt(1 + Square(x)) + Abs(x - 0.1))),
        ["choices"] = (4, x => Sum(Where(x > 0.2, x * x, Minimum(x, 2 * x)) + Maximum(x, 0.5 * x) + LeakyRelu(x - 1, 0.01)) + Max(x)),
        ["pairs"] = (6, Pairs),
        ["regression"] = (3, x => Sum(Softplus(MatrixProduct(x, x.Matrix(Design)))) + (0.5 * Sum(Square(x)))),
        ["scalars"] = (5, x => x[4] / (2 + Square(x[1])) * x[0] - (x[2] * x[3]) + Power(x[1], 5)),
        ["stacked"] = (2, x => LogSumExp(Stack(x[0], x[1] * x[0], 3 * x[1])) + Sum(Silu(Gather(x, 1, 0, 1)) + Gelu(x[0]))),
    };

    private static Traced Mixture(Traced x)
    {
        Traced first = x.Row([.. Enumerable.Range(0, 19).Select(k => Math.Cos(k) * 2)]);
        Traced second = x.Row([.. Enumerable.Range(0, 19).Select(k => Math.Sin(3 * k) * 2)]);
        return -LogSumExp(-0.7 * (Square(x[0] - first) + Square(x[1] - second)));
    }

    private static Traced Pairs(Traced x)
    {
        Traced dx = Gather(x, 0, 0, 2) - Gather(x, 2, 4, 4);
        Traced dy = Gather(x, 1, 1, 3) - Gather(x, 3, 5, 5);
        Traced inverse = 1 / (0.5 + Square(dx) + Square(dy));
        return Sum(Power(inverse, 6) - (2 * Power(inverse, 3))) + (0.5 * Sum(Square(x)));
    }
}
