using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Samovar.Compute.Kernels;

/// <summary>a ← a + share·(b − a), element by element.</summary>
public static class LinearInterpolation
{
    /// <summary>Moves values towards others.</summary>
    /// <param name="values">[n] updated.</param>
    /// <param name="goal">[n] where to move to.</param>
    /// <param name="share">Share of the way, in [0, 1].</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void MoveTowards(Span<float> values, ReadOnlySpan<float> goal, float share)
    {
        if (values.Length != goal.Length)
        {
            throw new ArgumentException($"There are {values.Length} values and {goal.Length} goals; they must be as many.", nameof(goal));
        }

        Span<Vector512<float>> vectors = MemoryMarshal.Cast<float, Vector512<float>>(values);
        ReadOnlySpan<Vector512<float>> goals = MemoryMarshal.Cast<float, Vector512<float>>(goal);
        Vector512<float> shares = Vector512.Create(share);
        for (int index = 0; index < vectors.Length; index++)
        {
            vectors[index] += shares * (goals[index] - vectors[index]);
        }

        int done = vectors.Length * Vector512<float>.Count;
        Scalar(values[done..], goal[done..], share);
    }

    /// <summary>The scalar twin.</summary>
    /// <param name="values">[n] updated.</param>
    /// <param name="goal">[n] where to move to.</param>
    /// <param name="share">Share of the way, in [0, 1].</param>
    public static void Scalar(Span<float> values, ReadOnlySpan<float> goal, float share)
    {
        for (int index = 0; index < values.Length; index++)
        {
            values[index] += share * (goal[index] - values[index]);
        }
    }
}
