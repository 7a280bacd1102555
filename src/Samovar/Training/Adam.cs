using Samovar.Compute.Graphs;
using Samovar.Compute.Kernels;
using Samovar.Compute.Threading;
using Samovar.Runs;

namespace Samovar.Training;

/// <summary>The moments of Adam for one list of parameters.</summary>
internal sealed class Adam : ICheckpointed
{
    private readonly IReadOnlyList<Parameter> parameters;
    private readonly AlignedMemory[] first;
    private readonly AlignedMemory[] second;
    private readonly AdamSlices slices;
    private long steps;
    private long clipped;

    public Adam(IReadOnlyList<Parameter> parameters, WorkerPool? pool = null)
    {
        this.parameters = parameters;
        first = [.. parameters.Select(parameter => new AlignedMemory(parameter.Memory.Length))];
        second = [.. parameters.Select(parameter => new AlignedMemory(parameter.Memory.Length))];
        slices = new AdamSlices(parameters, first, second, pool ?? WorkerPool.Shared);
    }

    /// <summary>Steps whose gradient was shortened.</summary>
    public long Clipped => clipped;

    /// <summary>Applies the gradients now stored in the parameters.</summary>
    /// <returns>The norm of the gradient before clipping; not finite when the step was refused.</returns>
    public double Update(AdamOptions options, double progress)
    {
        double norm = Math.Sqrt(slices.SumOfSquaredGradients());
        if (!double.IsFinite(norm))
        {
            return norm;
        }

        double scale = 1;
        if (options.ClipNorm is { } limit && norm > limit)
        {
            scale = limit / norm;
            clipped++;
        }

        AdamStep step = AdamStep.At(++steps, options.RateAt(progress), options.Beta1, options.Beta2, 1e-8, scale);
        slices.Update(step);
        return norm;
    }

    public void Save(CheckpointSection section)
    {
        section.Write("counts", steps, clipped);
        for (int index = 0; index < parameters.Count; index++)
        {
            section.Write($"first/{parameters[index].Name}", first[index].Span, parameters[index].Rows);
            section.Write($"second/{parameters[index].Name}", second[index].Span, parameters[index].Rows);
        }
    }

    public void Load(CheckpointSection section)
    {
        Span<long> counts = stackalloc long[2];
        section.Read("counts", counts);
        (steps, clipped) = (counts[0], counts[1]);
        for (int index = 0; index < parameters.Count; index++)
        {
            section.Read($"first/{parameters[index].Name}", first[index].Span);
            section.Read($"second/{parameters[index].Name}", second[index].Span);
        }
    }
}
