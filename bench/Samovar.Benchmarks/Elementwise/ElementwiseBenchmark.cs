using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Samovar.Compute.Kernels;
using Samovar.Compute.Randomness;

namespace Samovar.Benchmarks.Elementwise;

/// <summary>Elementwise functions against a copy of the same values, one thread; then random numbers.</summary>
/// <remarks>Rounds of all functions follow each other and the best of each is kept, so that a busy moment hits all alike.</remarks>
public sealed class ElementwiseBenchmark : IBenchmark
{
    // Small enough that source and destination stay in the second cache: arithmetic is measured, not memory.
    private const int Count = 16384;
    private const int Rounds = 400;

    private readonly float[] singles = new float[Count];
    private readonly float[] singleResults = new float[Count];
    private readonly double[] doubles = new double[Count];
    private readonly double[] doubleResults = new double[Count];

    private interface IFunction
    {
        static abstract Vector512<float> Apply(Vector512<float> x);

        static abstract Vector512<double> Apply(Vector512<double> x);
    }

    /// <inheritdoc/>
    public string Name => "elementwise";

    /// <inheritdoc/>
    public void Run(string[] arguments)
    {
        RandomStream stream = RandomStream.FromSeed(1);
        stream.FillUniform(singles);
        for (int i = 0; i < Count; i++)
        {
            singles[i] = 8 * singles[i];
            doubles[i] = singles[i];
        }

        Console.WriteLine($"{Count} values, one thread, best of {Rounds} rounds: 10^9 values a second (times of a copy)");
        Console.WriteLine($"{"",-12}{"float",16}{"double",16}");
        Report(
            Row<Copy>(), Row<Exp>(), Row<Expm1>(), Row<Log>(), Row<Log1p>(), Row<Tanh>(), Row<Sigmoid>(), Row<Softplus>(), Row<Sin>(),
            Row<Cos>(), Row<SinCos>(), Row<Sqrt>(), Row<Reciprocal>());

        float[] block = new float[65536];
        double[] wideBlock = new double[65536];
        (string Name, Action Work)[] fills =
        [
            ("uniform floats", () => stream.FillUniform(block)), ("normal floats", () => stream.FillNormal(block)),
            ("normal doubles", () => stream.FillNormal(wideBlock)),
        ];
        foreach ((string name, Action work) in fills)
        {
            Console.WriteLine($"{name,-16}{block.Length / (1e3 * Best(work)):F2} 10^9 a second");
        }
    }

    private static void Report(params (string Name, Action Single, Action Double)[] rows)
    {
        double[] single = [.. rows.Select(_ => double.MaxValue)];
        double[] wide = [.. single];
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < rows.Length; i++)
            {
                single[i] = Math.Min(single[i], Once(rows[i].Single));
                wide[i] = Math.Min(wide[i], Once(rows[i].Double));
            }
        }

        for (int i = 0; i < rows.Length; i++)
        {
            string singleCell = $"{Count / (1e3 * single[i]):F2} ({single[i] / single[0]:F1})";
            string wideCell = $"{Count / (1e3 * wide[i]):F2} ({wide[i] / wide[0]:F1})";
            Console.WriteLine($"{rows[i].Name,-12}{singleCell,16}{wideCell,16}");
        }
    }

    private static double Best(Action work) => Enumerable.Range(0, Rounds).Min(_ => Once(work));

    private static double Once(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Apply<TFunction>(float[] source, float[] destination)
        where TFunction : struct, IFunction
    {
        for (nuint i = 0; i < (nuint)source.Length; i += (nuint)Vector512<float>.Count)
        {
            TFunction.Apply(Vector512.LoadUnsafe(ref source[0], i)).StoreUnsafe(ref destination[0], i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Apply<TFunction>(double[] source, double[] destination)
        where TFunction : struct, IFunction
    {
        for (nuint i = 0; i < (nuint)source.Length; i += (nuint)Vector512<double>.Count)
        {
            TFunction.Apply(Vector512.LoadUnsafe(ref source[0], i)).StoreUnsafe(ref destination[0], i);
        }
    }

    private (string Name, Action Single, Action Double) Row<TFunction>()
        where TFunction : struct, IFunction =>
        (typeof(TFunction).Name, () => Apply<TFunction>(singles, singleResults), () => Apply<TFunction>(doubles, doubleResults));

    private readonly struct Exp : IFunction
    {
        public static Vector512<float> Apply(Vector512<float> x) => VectorMath.Exp(x);

        public static Vector512<double> Apply(Vector512<double> x) => VectorMath.Exp(x);
    }

    private readonly struct Expm1 : IFunction
    {
        public static Vector512<float> Apply(Vector512<float> x) => VectorMath.Expm1(x);

        public static Vector512<double> Apply(Vector512<double> x) => VectorMath.Expm1(x);
    }

    private readonly struct Log : IFunction
    {
        public static Vector512<float> Apply(Vector512<float> x) => VectorMath.Log(x);

        public static Vector512<double> Apply(Vector512<double> x) => VectorMath.Log(x);
    }

    private readonly struct Log1p : IFunction
    {
        public static Vector512<float> Apply(Vector512<float> x) => VectorMath.Log1p(x);

        public static Vector512<double> Apply(Vector512<double> x) => VectorMath.Log1p(x);
    }

    private readonly struct Tanh : IFunction
    {
        public static Vector512<float> Apply(Vector512<float> x) => VectorMath.Tanh(x);

        public static Vector512<double> Apply(Vector512<double> x) => VectorMath.Tanh(x);
    }

    private readonly struct Sigmoid : IFunction
    {
        public static Vector512<float> Apply(Vector512<float> x) => VectorMath.Sigmoid(x);

        public static Vector512<double> Apply(Vector512<double> x) => VectorMath.Sigmoid(x);
    }

    private readonly struct Softplus : IFunction
    {
        public static Vector512<float> Apply(Vector512<float> x) => VectorMath.Softplus(x);

        public static Vector512<double> Apply(Vector512<double> x) => VectorMath.Softplus(x);
    }

    private readonly struct Sin : IFunction
    {
        public static Vector512<float> Apply(Vector512<float> x) => VectorMath.Sin(x);

        public static Vector512<double> Apply(Vector512<double> x) => VectorMath.Sin(x);
    }

    private readonly struct Cos : IFunction
    {
        public static Vector512<float> Apply(Vector512<float> x) => VectorMath.Cos(x);

        public static Vector512<double> Apply(Vector512<double> x) => VectorMath.Cos(x);
    }

    private readonly struct Sqrt : IFunction
    {
        public static Vector512<float> Apply(Vector512<float> x) => VectorMath.Sqrt(x);

        public static Vector512<double> Apply(Vector512<double> x) => VectorMath.Sqrt(x);
    }

    private readonly struct Reciprocal : IFunction
    {
        public static Vector512<float> Apply(Vector512<float> x) => VectorMath.Reciprocal(x);

        public static Vector512<double> Apply(Vector512<double> x) => VectorMath.Reciprocal(x);
    }

    private readonly struct Copy : IFunction
    {
        public static Vector512<float> Apply(Vector512<float> x) => x;

        public static Vector512<double> Apply(Vector512<double> x) => x;
    }

    private readonly struct SinCos : IFunction
    {
        public static Vector512<float> Apply(Vector512<float> x)
        {
            (Vector512<float> sine, Vector512<float> cosine) = VectorMath.SinCos(x);
            return sine + cosine;
        }

        public static Vector512<double> Apply(Vector512<double> x)
        {
            (Vector512<double> sine, Vector512<double> cosine) = VectorMath.SinCos(x);
            return sine + cosine;
        }
    }
}
