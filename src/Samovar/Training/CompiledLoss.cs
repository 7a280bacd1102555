using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Threading;
using Samovar.Networks;

namespace Samovar.Training;

/// <summary>A loss with its gradients, compiled for a fixed number of points, and the optimizer of its phase.</summary>
internal sealed class CompiledLoss
{
    private readonly CompiledGradient gradient;

    public CompiledLoss(
        string phase, ITrainable trained, Adam optimizer, Func<IReadOnlyList<Traced>, Traced> trace, ReadOnlySpan<Batch> batches, WorkerPool? pool = null)
    {
        Optimizer = optimizer;
        int[] columns = new int[batches.Length];
        for (int index = 0; index < columns.Length; index++)
        {
            columns[index] = batches[index].Dimension;
        }

        try
        {
            gradient = new CompiledGradient(trained, batches[0].Count, columns, trace, pool);
        }
        catch (ArgumentException exception)
        {
            throw new ArgumentException($"Phase '{phase}': {exception.Message}", nameof(trace), exception);
        }
    }

    public Adam Optimizer { get; }

    /// <summary>Computes the loss and leaves the gradients in the parameters.</summary>
    public double Evaluate(ReadOnlySpan<Batch> batches) => gradient.Evaluate(batches);
}
