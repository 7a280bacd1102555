using Samovar.Compute.Graphs;
using Samovar.Compute.Kernels;

namespace Samovar.Networks;

/// <summary>The nonlinearity between two layers.</summary>
public enum Activation
{
    /// <summary>x · sigmoid(x): smooth.</summary>
    Silu,

    /// <summary>x where positive, 0.01 x elsewhere: kinks make sharp edges.</summary>
    LeakyRelu,
}

internal static unsafe class Activations
{
    private const float LeakySlope = 0.01f;

    public static Traced Apply(this Activation activation, Traced x) =>
        activation == Activation.Silu ? TracedMath.Silu(x) : TracedMath.LeakyRelu(x, 0.01);

    /// <summary>The same on a block of rows, after a shift common to them: x becomes the derivative where that is wanted, y the value; x may be the source.</summary>
    public static void Apply(this Activation activation, float* source, float* x, int rows, int stride, float* shift, float* y, bool derivative)
    {
        if (activation == Activation.Silu)
        {
            SiluLayer.Apply(source, x, rows, stride, shift, y, derivative);
        }
        else
        {
            LeakyReluLayer.Apply(source, x, rows, stride, shift, LeakySlope, y, derivative);
        }
    }
}
