using Samovar.Compute.Kernels;
using Samovar.Compute.Threading;

namespace Samovar.Benchmarks.Kernels;

/// <summary>Matrix products against the measured peak of fused multiply-adds, one thread; then skinny products, packing, Adam and the pool.</summary>
/// <remarks>
/// A round measures the peak and then every product of every shape, so that a busy moment of a shared machine hits all alike and no shape depends on the
/// luck of its own seconds. Of the rounds the 95 % quantile counts, for the peak as for the products: nearly the quietest, and rid
/// of the rare moments of a higher clock that catch one and not the other.
/// </remarks>
public sealed class KernelBenchmark : IBenchmark
{
    private const int Rounds = 120;

    private const double Quantile = 0.95;

    private static readonly (int Rows, int Inputs, int Outputs)[] Shapes =
        [(512, 400, 400), (1024, 128, 128), (2048, 64, 64), (512, 256, 256), (4096, 64, 64)];

    /// <inheritdoc/>
    public string Name => "kernels";

    /// <inheritdoc/>
    public void Run(string[] arguments)
    {
        Console.WriteLine($"One thread, {MatrixProduct.VectorBits}-bit vectors, {Quantile:P0} quantile of {Rounds} rounds; GF = 10^9 floating-point operations a second.");
        Console.WriteLine("NN = X W and NT = dY W^T with packing, TN = X^T dY unpacked, slices = TN in slices of 80 rows, packed = NN without packing.");
        Console.WriteLine();
        Products();
        Skinny();
        Adam();
        ForkJoin();
    }

    private static void Products()
    {
        ProductCase[] layers = [.. Shapes.Select(shape => new ProductCase(shape.Rows, shape.Inputs, shape.Outputs))];
        double[] peaks = new double[Rounds];
        double[][][] rates = [.. layers.Select(_ => Enumerable.Range(0, 5).Select(_ => new double[Rounds]).ToArray())];
        for (int round = 0; round < Rounds; round++)
        {
            peaks[round] = FusedMultiplyAddPeak.Measure();
            for (int layer = 0; layer < layers.Length; layer++)
            {
                Measure(layers[layer], rates[layer], round);
            }
        }

        double peak = AtQuantile(peaks), worst = double.MaxValue;
        Console.WriteLine($"Peak {peak:F1} GF");
        Console.WriteLine($"{"M x K x N",-14}{"NN",14}{"NT",14}{"TN",14}{"slices",14}{"packed",14}");
        for (int layer = 0; layer < layers.Length; layer++)
        {
            double[] kept = [.. rates[layer].Select(AtQuantile)];
            worst = Math.Min(worst, kept[..3].Min() / peak);
            Console.WriteLine($"{layers[layer].Name,-14}" + string.Concat(kept.Select(rate => $"{$"{rate:F1} ({rate / peak:P0})",14}")));
            layers[layer].Dispose();
        }

        Console.WriteLine($"Lowest ratio of NN, NT, TN: {worst:P0} (goal: at least 85 %)");
        Console.WriteLine();
    }

    private static void Measure(ProductCase layer, double[][] rates, int round)
    {
        Action[] products = [layer.Forward, layer.InputGradient, layer.WeightGradient, layer.WeightGradientSliced, layer.ForwardPacked];
        for (int i = 0; i < products.Length; i++)
        {
            rates[i][round] = layer.Operations / ProductCase.Best(products[i], 4);
        }
    }

    private static double AtQuantile(double[] values) => values.Order().ElementAt((int)(Quantile * values.Length));

    private static void Skinny()
    {
        Console.WriteLine($"{"skinny, us",-14}{"forward",10}{"dX",10}{"dW",10}");
        foreach ((int inputs, int outputs) in new[] { (2, 400), (400, 2), (400, 16) })
        {
            using ProductCase layer = new(512, inputs, outputs);
            double Microseconds(Action work) => ProductCase.Best(work, 500) / 1000;
            Console.WriteLine(
                $"{layer.Name,-14}{Microseconds(layer.ForwardPacked),10:F1}{Microseconds(layer.InputGradient),10:F1}{Microseconds(layer.WeightGradient),10:F1}");
        }

        Console.WriteLine("512x400x16 is what the padded generic path makes of 512x400x2.");
        using ProductCase square = new(64, 400, 400);
        Console.WriteLine(
            $"packing a 400x400 W: {ProductCase.Best(square.Pack, 500) / 1000:F1} us, W^T: {ProductCase.Best(square.PackTranspose, 500) / 1000:F1} us");
    }

    private static void ForkJoin()
    {
        using WorkerPool pool = new(2);
        Nothing nothing = new();
        const int runs = 1000;
        double best = ProductCase.Best(
            () =>
            {
                for (int run = 0; run < runs; run++)
                {
                    pool.Run(2, nothing);
                }
            },
            50);
        Console.WriteLine($"fork and join, 2 threads, 2 empty chunks: {best / runs / 1000:F2} us");
    }

    private static unsafe void Adam()
    {
        const int count = 160_000;
        using AlignedMemory memory = new(4 * count);
        AdamStep step = AdamStep.At(10, 1e-3);
        double best = ProductCase.Best(
            () => AdamKernel.Update(memory.Pointer, memory.Pointer + count, memory.Pointer + (2 * count), memory.Pointer + (3 * count), count, step), 500);
        Console.WriteLine($"Adam, {count} parameters: {best / 1000:F1} us");
    }

    private sealed class Nothing : IChunkedWork
    {
        public void Execute(int chunk)
        {
        }
    }
}
