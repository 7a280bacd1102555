using Samovar.Benchmarks.Kernels;
using Samovar.Compute.Threading;

namespace Samovar.Benchmarks.Networks;

/// <summary>The highest rate of fused multiply-adds that all threads of a pool reach together.</summary>
/// <param name="pool">The threads.</param>
internal sealed class ThreadedPeak(WorkerPool pool) : IChunkedWork
{
    private readonly double[] rates = new double[4 * pool.Threads];

    /// <summary>Floating-point operations of one measurement.</summary>
    public double Operations => FusedMultiplyAddPeak.Operations * rates.Length;

    /// <summary>One measurement.</summary>
    public void Measure() => pool.Run(rates.Length, this);

    public void Execute(int chunk) => rates[chunk] = FusedMultiplyAddPeak.Measure();
}
