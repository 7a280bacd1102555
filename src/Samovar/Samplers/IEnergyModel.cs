using Samovar.Compute;

namespace Samovar.Samplers;

/// <summary>Something that has learned how likely points are, up to a constant: low energy is likely, high energy is strange.</summary>
public interface IEnergyModel
{
    /// <summary>Number of coordinates d.</summary>
    int Dimension { get; }

    /// <summary>τ: what energies are divided by; 0 where the energy stands for no density.</summary>
    double Temperature { get; }

    /// <summary>The slope that −E/τ should have on the log-density of the data where the two densities are close: below 1 where regularisation flattens it.</summary>
    double ExpectedSlope { get; }

    /// <summary>The learned energy.</summary>
    /// <param name="points">[n, d] positions.</param>
    /// <param name="energy">[n] overwritten; lower for points more like the data.</param>
    void Energy(Batch points, Span<double> energy);

    /// <summary>The log-density that the energy stands for, corrected for the regularisation of its training.</summary>
    /// <param name="points">[n, d] positions.</param>
    /// <param name="logDensity">[n] natural logarithms up to a constant; overwritten; −∞ beyond the range that the regularisation allows.</param>
    void LogDensity(Batch points, Span<double> logDensity);
}
