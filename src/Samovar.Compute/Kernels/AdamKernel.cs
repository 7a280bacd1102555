using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Samovar.Compute.Kernels;

/// <summary>The numbers of one Adam step (Kingma and Ba, 2015, algorithm 1), held in double and rounded once.</summary>
/// <param name="LearningRate">Step length, positive.</param>
/// <param name="Beta1">Decay of the first moment, in [0, 1).</param>
/// <param name="Beta2">Decay of the second moment, in [0, 1).</param>
/// <param name="Epsilon">Added to the root of the corrected second moment, positive.</param>
/// <param name="FirstCorrection">1 / (1 - Beta1^t): multiplies the first moment.</param>
/// <param name="SecondCorrection">1 / (1 - Beta2^t): multiplies the second moment.</param>
/// <param name="GradientScale">Multiplies every gradient before use: 1, or less than 1 to clip by the global norm.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct AdamStep(
    double LearningRate, double Beta1, double Beta2, double Epsilon, double FirstCorrection, double SecondCorrection, double GradientScale)
{
    /// <summary>The step number <paramref name="step"/> with its bias corrections computed in double.</summary>
    /// <param name="step">Counts from 1.</param>
    /// <param name="learningRate">Step length.</param>
    /// <param name="beta1">Decay of the first moment.</param>
    /// <param name="beta2">Decay of the second moment.</param>
    /// <param name="epsilon">Added to the root of the corrected second moment.</param>
    /// <param name="gradientScale">Multiplies every gradient before use.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> is below 1.</exception>
    public static AdamStep At(
        long step, double learningRate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double gradientScale = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        return new AdamStep(learningRate, beta1, beta2, epsilon, 1 / (1 - Math.Pow(beta1, step)), 1 / (1 - Math.Pow(beta2, step)), gradientScale);
    }
}

/// <summary>Adam in one pass over parameters, gradients and both moments.</summary>
/// <remarks>
/// Elementwise and correctly rounded at each operation, so vectors of any width and the scalar twin give the same bits: an update does not depend on
/// how the parameters are cut into slices.
/// </remarks>
public static unsafe class AdamKernel
{
    /// <summary>Updates parameters and moments in place; the gradients are only read.</summary>
    /// <param name="parameters">[count], updated.</param>
    /// <param name="gradients">[count].</param>
    /// <param name="firstMoment">[count], updated; zero before the first step.</param>
    /// <param name="secondMoment">[count], updated; zero before the first step.</param>
    /// <param name="count">Number of elements; any, no padding needed.</param>
    /// <param name="step">The numbers of this step.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Update(float* parameters, float* gradients, float* firstMoment, float* secondMoment, long count, in AdamStep step)
    {
        long i = 0;
        if (Vector512.IsHardwareAccelerated || Vector256.IsHardwareAccelerated)
        {
            Vector512<float> scale = Vector512.Create((float)step.GradientScale);
            Vector512<float> keep1 = Vector512.Create((float)step.Beta1), take1 = Vector512.Create((float)(1 - step.Beta1));
            Vector512<float> keep2 = Vector512.Create((float)step.Beta2), take2 = Vector512.Create((float)(1 - step.Beta2));
            Vector512<float> rate = Vector512.Create((float)(step.LearningRate * step.FirstCorrection));
            Vector512<float> correction = Vector512.Create((float)step.SecondCorrection), epsilon = Vector512.Create((float)step.Epsilon);
            for (; i + 16 <= count; i += 16)
            {
                Vector512<float> gradient = Vector512.Load(gradients + i) * scale;
                Vector512<float> first = Vector512.FusedMultiplyAdd(take1, gradient, keep1 * Vector512.Load(firstMoment + i));
                Vector512<float> second = Vector512.FusedMultiplyAdd(take2 * gradient, gradient, keep2 * Vector512.Load(secondMoment + i));
                first.Store(firstMoment + i);
                second.Store(secondMoment + i);
                Vector512<float> move = rate * first / (Vector512.Sqrt(correction * second) + epsilon);
                (Vector512.Load(parameters + i) - move).Store(parameters + i);
            }
        }

        Scalar(parameters + i, gradients + i, firstMoment + i, secondMoment + i, count - i, step);
    }

    /// <summary>The scalar twin of <see cref="Update"/>: the same bits, one element at a time. Finishes the vector loop and serves as its test oracle.</summary>
    /// <param name="parameters">[count], updated.</param>
    /// <param name="gradients">[count].</param>
    /// <param name="firstMoment">[count], updated.</param>
    /// <param name="secondMoment">[count], updated.</param>
    /// <param name="count">Number of elements.</param>
    /// <param name="step">The numbers of this step.</param>
    public static void Scalar(float* parameters, float* gradients, float* firstMoment, float* secondMoment, long count, in AdamStep step)
    {
        float scale = (float)step.GradientScale;
        float keep1 = (float)step.Beta1, take1 = (float)(1 - step.Beta1);
        float keep2 = (float)step.Beta2, take2 = (float)(1 - step.Beta2);
        float rate = (float)(step.LearningRate * step.FirstCorrection);
        float correction = (float)step.SecondCorrection, epsilon = (float)step.Epsilon;
        for (long i = 0; i < count; i++)
        {
            float gradient = gradients[i] * scale;
            float first = MathF.FusedMultiplyAdd(take1, gradient, keep1 * firstMoment[i]);
            float second = MathF.FusedMultiplyAdd(take2 * gradient, gradient, keep2 * secondMoment[i]);
            firstMoment[i] = first;
            secondMoment[i] = second;
            parameters[i] -= rate * first / (MathF.Sqrt(correction * second) + epsilon);
        }
    }
}
