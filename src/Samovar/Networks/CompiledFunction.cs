using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Graphs.Programs;
using Samovar.Compute.Threading;

namespace Samovar.Networks;

/// <summary>A function of batches, traced and compiled once for a fixed number of points.</summary>
public sealed class CompiledFunction
{
    private readonly Traced[] inputs;
    private readonly Traced output;
    private readonly NetworkProgram program;

    /// <summary>Traces and compiles.</summary>
    /// <param name="count">Points per call.</param>
    /// <param name="columns">Features of each input.</param>
    /// <param name="trace">Receives the inputs, [n, k] each; returns the output, [n, m].</param>
    public CompiledFunction(int count, IReadOnlyList<int> columns, Func<IReadOnlyList<Traced>, Traced> trace)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(trace);
        Graph graph = new();
        inputs = [.. columns.Select((width, index) => graph.Input($"input {index}", width))];
        output = trace(inputs);
        program = new NetworkProgram(count, WorkerPool.Shared, output);
    }

    /// <summary>Points per call.</summary>
    public int Count => program.Count;

    /// <summary>Evaluates.</summary>
    /// <param name="destination">[n, m] overwritten.</param>
    /// <param name="arguments">One batch for each input, [n, k].</param>
    public void Evaluate(Batch destination, params ReadOnlySpan<Batch> arguments)
    {
        for (int index = 0; index < inputs.Length; index++)
        {
            program.Set(inputs[index], arguments[index]);
        }

        program.Run();
        program.Get(output, destination);
    }
}
