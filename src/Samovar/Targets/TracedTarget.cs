using Samovar.Compute;
using Samovar.Compute.Graphs;

namespace Samovar.Targets;

/// <summary>A target whose density is traced from an energy and which knows more about itself than the energy tells.</summary>
/// <remarks>
/// Derived types add what they know by implementing capability interfaces; what the traced energy itself offers, such as a lane kernel, is passed on.
/// </remarks>
public abstract class TracedTarget : ITarget
{
    private readonly EnergyTarget traced;

    /// <summary>Traces the energy.</summary>
    /// <param name="name">Name, as used on the command line.</param>
    /// <param name="dimension">Number of coordinates d, at least 1.</param>
    /// <param name="energy">E(x) = −ln ρ(x) on a traced point [n, d]; returns [n, 1].</param>
    protected TracedTarget(string name, int dimension, Func<Traced, Traced> energy) => traced = Target.FromEnergy(dimension, energy, name);

    /// <inheritdoc/>
    public string Name => traced.Name;

    /// <inheritdoc/>
    public int Dimension => traced.Dimension;

    /// <inheritdoc/>
    public void LogDensity(Batch points, Span<double> logDensity) => traced.LogDensity(points, logDensity);

    /// <inheritdoc/>
    public void LogDensityAndScore(Batch points, Span<double> logDensity, Batch score) => traced.LogDensityAndScore(points, logDensity, score);

    /// <inheritdoc/>
    public virtual T? Capability<T>()
        where T : class => this as T ?? ((ITarget)traced).Capability<T>();
}
