using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Compute.Threading;
using Samovar.Diffusions;

namespace Samovar.Benchmarks.Particles;

/// <summary>A step of the kernel score difference against the same step written with three matrices, on one thread, in rounds that alternate.</summary>
public sealed class ParticleBenchmark : IBenchmark
{
    /// <inheritdoc/>
    public string Name => "particles";

    /// <inheritdoc/>
    public void Run(string[] arguments)
    {
        WorkerPool.Configure(1);
        Console.WriteLine("Score difference of M particles and N rows in d dimensions, one thread; least processor time of the rounds, milliseconds.");
        Console.WriteLine($"{"M",8}{"N",8}{"d",5}{"ours",10}{"plain",10}{"ratio",8}{"GFLOP/s",9}{"ours MB",10}{"plain MB",10}{"largest difference",20}");
        Measure(1_024, 1_024, 2, rounds: 15);
        Measure(1_024, 10_000, 32, rounds: 3);
        Measure(10_000, 10_000, 32, rounds: 1);
    }

    private static void Measure(int particles, int rows, int dimension, int rounds)
    {
        const double Level = 0.5;
        Batch data = Normal(rows, dimension, 1);
        Batch swarm = Normal(particles, dimension, 2);
        Batch noisy = Normal(particles, dimension, 3);
        Batch ours = new(particles, dimension);
        Batch own = new(particles, dimension);
        Batch theirs = new(particles, dimension);
        long before = GC.GetAllocatedBytesForCurrentThread();
        KernelDenoiser first = new();
        KernelDenoiser second = new();
        PlainScoreDifference plain = new(particles, rows);
        long plainBytes = plain.Numbers * sizeof(float);
        long allocated = 0;
        (double fast, double slow) = (double.PositiveInfinity, double.PositiveInfinity);
        for (int round = 0; round < rounds; round++)
        {
            fast = Math.Min(fast, ThreadTime.Measure(() =>
            {
                first.Denoise(noisy, data, Level, ours);
                second.Denoise(noisy, swarm, Level, own);
                for (int index = 0; index < ours.Values.Length; index++)
                {
                    ours.Values[index] -= own.Values[index];
                }
            }).Processor);
            allocated = allocated > 0 ? allocated : GC.GetAllocatedBytesForCurrentThread() - before - plainBytes;
            slow = Math.Min(slow, ThreadTime.Measure(() => plain.Direct(noisy, data, swarm, Level, theirs)).Processor);
        }

        double difference = Enumerable.Range(0, ours.Values.Length).Max(index => Math.Abs(ours.Values[index] - theirs.Values[index]));
        // Three operations for a squared difference and two for a weighted value, per coordinate of a pair; some 25 for the exponential.
        double operations = (double)particles * (rows + particles) * ((5 * dimension) + 25);
        Console.WriteLine(
            $"{particles,8}{rows,8}{dimension,5}{fast / 1e3,10:F2}{slow / 1e3,10:F2}{slow / fast,8:F1}{operations / fast / 1e3,9:F1}{allocated / 1e6,10:F2}{plain.Numbers * 4 / 1e6,10:F0}{difference,20:E1}");
    }

    private static Batch Normal(int count, int dimension, ulong seed)
    {
        Batch points = new(count, dimension);
        RandomStream.FromSeed(seed).FillNormal(points.Values);
        return points;
    }
}
