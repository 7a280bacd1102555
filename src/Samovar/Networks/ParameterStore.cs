using Samovar.Compute.Graphs;
using Samovar.Runs;

namespace Samovar.Networks;

/// <summary>Writes and reads parameters, padding left out.</summary>
internal static class ParameterStore
{
    public static void Save(IReadOnlyList<Parameter> parameters, CheckpointSection section)
    {
        foreach (Parameter parameter in parameters)
        {
            section.Write(parameter.Name, Compact(parameter), parameter.Rows);
        }
    }

    public static void Load(IReadOnlyList<Parameter> parameters, CheckpointSection section)
    {
        foreach (Parameter parameter in parameters)
        {
            float[] values = new float[parameter.Count];
            section.Read(parameter.Name, values);
            for (int row = 0; row < parameter.Rows; row++)
            {
                values.AsSpan(row * parameter.Columns, parameter.Columns).CopyTo(parameter.Row(row));
            }
        }
    }

    /// <summary>Copies values between two networks of the same shape.</summary>
    public static void Copy(IReadOnlyList<Parameter> from, IReadOnlyList<Parameter> to)
    {
        for (int index = 0; index < from.Count; index++)
        {
            from[index].Memory.Span.CopyTo(to[index].Memory.Span);
        }
    }

    private static float[] Compact(Parameter parameter)
    {
        float[] values = new float[parameter.Count];
        for (int row = 0; row < parameter.Rows; row++)
        {
            parameter.Row(row).CopyTo(values.AsSpan(row * parameter.Columns));
        }

        return values;
    }
}
