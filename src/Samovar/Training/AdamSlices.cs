using Samovar.Compute.Graphs;
using Samovar.Compute.Kernels;
using Samovar.Compute.Threading;

namespace Samovar.Training;

/// <summary>The arithmetic of Adam in slices of fixed size, which threads take one by one.</summary>
/// <remarks>Sums of squares are added slice by slice in a fixed order, so that nothing depends on the number of threads.</remarks>
internal sealed unsafe class AdamSlices : IChunkedWork
{
    /// <summary>Floats of a slice: some ten microseconds, so small networks are done by the caller alone.</summary>
    private const int Length = 32_768;

    private readonly (AlignedMemory Values, AlignedMemory Gradients, AlignedMemory First, AlignedMemory Second, long Start, long Count)[] slices;
    private readonly double[] squares;
    private readonly WorkerPool pool;
    private readonly bool large;
    private AdamStep? step;

    /// <summary>Cuts the parameters.</summary>
    /// <param name="parameters">What is trained.</param>
    /// <param name="first">First moments, one block for each parameter.</param>
    /// <param name="second">Second moments.</param>
    /// <param name="pool">Threads to run on.</param>
    public AdamSlices(IReadOnlyList<Parameter> parameters, AlignedMemory[] first, AlignedMemory[] second, WorkerPool pool)
    {
        this.pool = pool;
        slices =
        [
            .. parameters.SelectMany((parameter, index) => Enumerable.Range(0, (int)((parameter.Memory.Length + Length - 1) / Length))
                .Select(slice => (long)slice * Length)
                .Select(start => (parameter.Memory, parameter.GradientMemory, first[index], second[index], start, Math.Min(Length, parameter.Memory.Length - start)))),
        ];
        squares = new double[slices.Length];
        large = slices.Sum(slice => slice.Count) > 4 * Length;
    }

    /// <summary>The sum of the squares of all gradients.</summary>
    public double SumOfSquaredGradients()
    {
        step = null;
        Run();
        double sum = 0;
        foreach (double square in squares)
        {
            sum += square;
        }

        return sum;
    }

    /// <summary>Applies one step.</summary>
    public void Update(in AdamStep present)
    {
        step = present;
        Run();
    }

    public void Execute(int chunk)
    {
        (AlignedMemory values, AlignedMemory gradients, AlignedMemory first, AlignedMemory second, long start, long count) = slices[chunk];
        if (step is { } present)
        {
            AdamKernel.Update(values.Pointer + start, gradients.Pointer + start, first.Pointer + start, second.Pointer + start, count, present);
        }
        else
        {
            squares[chunk] = SumOfSquares.Compute(new ReadOnlySpan<float>(gradients.Pointer + start, (int)count));
        }
    }

    private void Run()
    {
        // Waking the others costs more than a few small matrices.
        if (large)
        {
            pool.Run(slices.Length, this);
            return;
        }

        for (int chunk = 0; chunk < slices.Length; chunk++)
        {
            Execute(chunk);
        }
    }
}
