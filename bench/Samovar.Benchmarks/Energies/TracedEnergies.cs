using Samovar.Compute.Graphs;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Benchmarks.Energies;

/// <summary>The energies of the benchmark as a user would write them.</summary>
internal static class TracedEnergies
{
    public const int Particles = 13;

    public const int Wells = 16;

    public const double MixtureVariance = 1.724656;

    /// <summary>Forty centres in a square of half-width 40.</summary>
    public static (double[] X, double[] Y) Centres { get; } = (Spread(0.618034), Spread(0.754878));

    /// <summary>−ln of an equal mixture of forty round Gaussians in the plane.</summary>
    public static Traced Mixture(Traced point)
    {
        Traced squared = Square(point[0] - point.Row(Centres.X)) + Square(point[1] - point.Row(Centres.Y));
        return Math.Log(Centres.X.Length * 2 * Math.PI * MixtureVariance) - LogSumExp((-0.5 / MixtureVariance) * squared);
    }

    /// <summary>Thirteen particles: Σ over ordered pairs of r⁻¹² − 2 r⁻⁶ with r² raised by 1e-6, and half the squared distances from their centre.</summary>
    public static Traced LennardJones(Traced point)
    {
        (int Left, int Right)[] pairs = [.. Enumerable.Range(0, Particles).SelectMany(left => Enumerable.Range(left + 1, Particles - left - 1).Select(right => (left, right)))];
        Traced? squared = null;
        Traced? confinement = null;
        for (int axis = 0; axis < 3; axis++)
        {
            int Feature(int particle) => (3 * particle) + axis;
            Traced difference = Gather(point, [.. pairs.Select(pair => Feature(pair.Left))]) - Gather(point, [.. pairs.Select(pair => Feature(pair.Right))]);
            Traced positions = Gather(point, [.. Enumerable.Range(0, Particles).Select(Feature)]);
            Traced spread = Sum(Square(positions - (Sum(positions) / Particles)));
            squared = squared is null ? Square(difference) : squared + Square(difference);
            confinement = confinement is null ? spread : confinement + spread;
        }

        Traced inverse = 1 / (squared! + 1e-6);
        Traced sixth = inverse * inverse * inverse;
        return (2 * Sum(sixth * (sixth - 2))) + (0.5 * confinement!);
    }

    /// <summary>Sixteen double wells, each beside a standard normal coordinate.</summary>
    public static Traced ManyWells(Traced point)
    {
        Traced well = Gather(point, [.. Enumerable.Range(0, Wells).Select(index => 2 * index)]);
        Traced free = Gather(point, [.. Enumerable.Range(0, Wells).Select(index => (2 * index) + 1)]);
        Traced square = Square(well);
        return Sum((square * (square - 6)) - (0.5 * well) + (0.5 * Square(free)));
    }

    private static double[] Spread(double ratio) => [.. Enumerable.Range(1, 40).Select(index => (80 * (index * ratio % 1)) - 40)];
}
