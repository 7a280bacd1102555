using System.Runtime.Intrinsics;
using Samovar.Targets;

namespace Samovar.MarkovChains;

/// <summary>The density that a block of chains samples: p(x)^β · N(x; 0, I)^(1−β), between a standard Gaussian (β = 0) and the target p (β = 1).</summary>
/// <param name="Kernel">Evaluates p.</param>
/// <param name="InverseTemperature">β, in [0, 1]; 1 for the target itself.</param>
public readonly record struct TemperedLanes(ILaneKernel Kernel, float InverseTemperature)
{
    /// <summary>1 − β: how much of the Gaussian there is.</summary>
    public float Rest => 1 - InverseTemperature;

    /// <summary>The log-densities of one vector of chains, without the constant of the Gaussian.</summary>
    /// <param name="vector">Which sixteen chains of the block.</param>
    /// <param name="points">[d × lanes] positions.</param>
    /// <param name="logTarget">[lanes] ln p there.</param>
    public Vector512<float> LogDensity(int vector, ReadOnlySpan<Vector512<float>> points, ReadOnlySpan<Vector512<float>> logTarget)
    {
        Vector512<float> result = InverseTemperature * logTarget[vector];
        return Rest == 0 ? result : result - (0.5f * Rest * SquaredLength(vector, points, logTarget.Length));
    }

    /// <summary>Σ over the coordinates of the squares, for one vector of chains.</summary>
    /// <param name="vector">Which sixteen chains of the block.</param>
    /// <param name="values">[d × lanes].</param>
    /// <param name="width">Vectors per coordinate.</param>
    public static Vector512<float> SquaredLength(int vector, ReadOnlySpan<Vector512<float>> values, int width)
    {
        Vector512<float> even = Vector512<float>.Zero;
        Vector512<float> odd = Vector512<float>.Zero;
        int index = vector;
        for (; index + width < values.Length; index += 2 * width)
        {
            even = Vector512.FusedMultiplyAdd(values[index], values[index], even);
            odd = Vector512.FusedMultiplyAdd(values[index + width], values[index + width], odd);
        }

        return index < values.Length ? even + odd + (values[index] * values[index]) : even + odd;
    }
}
