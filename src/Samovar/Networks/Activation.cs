using Samovar.Compute.Graphs;

namespace Samovar.Networks;

/// <summary>The nonlinearity between two layers.</summary>
public enum Activation
{
    /// <summary>x · sigmoid(x): smooth.</summary>
    Silu,

    /// <summary>x where positive, 0.01 x elsewhere: kinks make sharp edges.</summary>
    LeakyRelu,
}

internal static class Activations
{
    public static Traced Apply(this Activation activation, Traced x) =>
        activation == Activation.Silu ? TracedMath.Silu(x) : TracedMath.LeakyRelu(x, 0.01);
}
