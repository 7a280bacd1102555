using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Graphs.Programs;
using Samovar.Compute.Threading;
using Samovar.Networks;

namespace Samovar.Training;

/// <summary>A loss with its gradients, compiled for a fixed number of points, and the optimizer of its phase.</summary>
internal sealed class CompiledLoss
{
    private readonly Traced[] inputs;
    private readonly Traced loss;
    private readonly Traced[] gradients;
    private readonly IReadOnlyList<Parameter> parameters;
    private readonly NetworkProgram program;
    private readonly bool[] direct;

    public CompiledLoss(
        string phase, ITrainable trained, Adam optimizer, Func<IReadOnlyList<Traced>, Traced> trace, ReadOnlySpan<Batch> batches, WorkerPool? pool = null)
    {
        Optimizer = optimizer;
        parameters = trained.Parameters;
        Graph graph = new();
        inputs = new Traced[batches.Length];
        for (int index = 0; index < batches.Length; index++)
        {
            inputs[index] = graph.Input($"input {index}", batches[index].Dimension);
        }

        loss = trace(inputs);
        if (loss.Shape != Shape.Scalar)
        {
            throw new ArgumentException($"The loss of phase '{phase}' has shape {loss.Shape}; it must be one number, [1, 1]. Use MeanOverPoints(...).", nameof(trace));
        }

        gradients = ReverseMode.Gradient(loss, [.. parameters.Select(graph.Use)]);
        program = new NetworkProgram(batches[0].Count, pool ?? WorkerPool.Shared, [loss, .. gradients]);
        direct = [.. gradients.Zip(parameters, program.TryBind)];
    }

    public Adam Optimizer { get; }

    /// <summary>Computes the loss and leaves the gradients in the parameters.</summary>
    public double Evaluate(ReadOnlySpan<Batch> batches)
    {
        for (int index = 0; index < inputs.Length; index++)
        {
            program.Set(inputs[index], batches[index]);
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
