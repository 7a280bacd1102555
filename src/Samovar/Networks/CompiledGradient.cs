using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Graphs.Programs;
using Samovar.Compute.Threading;

namespace Samovar.Networks;

/// <summary>A loss of batches with its gradients by all parameters, traced and compiled once for a fixed number of points.</summary>
public sealed class CompiledGradient
{
    private readonly Traced[] inputs;
    private readonly Traced loss;
    private readonly Traced[] gradients;
    private readonly IReadOnlyList<Parameter> parameters;
    private readonly NetworkProgram program;
    private readonly bool[] direct;

    /// <summary>Traces, differentiates and compiles.</summary>
    /// <param name="trained">Whose parameters the gradients are by.</param>
    /// <param name="count">Points per call.</param>
    /// <param name="columns">Features of each input.</param>
    /// <param name="trace">Receives the inputs, [n, k] each; returns the loss, [1, 1].</param>
    /// <param name="pool">Threads to run on; null for the shared ones.</param>
    /// <exception cref="ArgumentException">The loss is not one number.</exception>
    public CompiledGradient(
        ITrainable trained, int count, IEnumerable<int> columns, Func<IReadOnlyList<Traced>, Traced> trace, WorkerPool? pool = null)
    {
        ArgumentNullException.ThrowIfNull(trained);
        ArgumentNullException.ThrowIfNull(trace);
        parameters = trained.Parameters;
        Graph graph = new();
        inputs = [.. columns.Select((width, index) => graph.Input($"input {index}", width))];
        loss = trace(inputs);
        if (loss.Shape != Shape.Scalar)
        {
            throw new ArgumentException($"The loss has shape {loss.Shape}; it must be one number, [1, 1]. Use MeanOverPoints(...).", nameof(trace));
        }

        gradients = ReverseMode.Gradient(loss, [.. parameters.Select(graph.Use)]);
        program = new NetworkProgram(count, pool ?? WorkerPool.Shared, [loss, .. gradients]);
        direct = [.. gradients.Zip(parameters, program.TryBind)];
    }

    /// <summary>Points per call.</summary>
    public int Count => program.Count;

    /// <summary>Computes the loss and leaves the gradients in the parameters.</summary>
    /// <param name="arguments">One batch for each input, [n, k].</param>
    /// <returns>The loss.</returns>
    public double Evaluate(params ReadOnlySpan<Batch> arguments)
    {
        for (int index = 0; index < inputs.Length; index++)
        {
            program.Set(inputs[index], arguments[index]);
        }

        program.Run();
        for (int index = 0; index < gradients.Length; index++)
        {
            Parameter parameter = parameters[index];
            if (!direct[index])
            {
                for (int row = 0; row < parameter.Rows; row++)
                {
                    program.Row(gradients[index], row).CopyTo(parameter.GradientRow(row));
                }
            }
            else if (parameter.Columns < parameter.Stride)
            {
                ClearPadding(parameter);
            }
        }

        return program.Row(loss, 0)[0];
    }

    /// <summary>The matrix kernels leave anything in the padding; optimizers and norms read it.</summary>
    private static void ClearPadding(Parameter parameter)
    {
        Span<float> values = parameter.GradientMemory.Span;
        for (int row = 0; row < parameter.Rows; row++)
        {
            values[((row * parameter.Stride) + parameter.Columns)..((row + 1) * parameter.Stride)].Clear();
        }
    }
}
