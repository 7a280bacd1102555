using Samovar.Compute;

namespace Samovar.Targets;

/// <summary>A differentiable log-density, known up to a constant.</summary>
/// <remarks>
/// Implementers: rows are independent of each other; calls from several threads at once must be safe; a point outside the support has log-density
/// −∞, never NaN. What else a target knows is said by the interfaces it implements, asked for through <see cref="Capability{T}"/>, because a
/// wrapper decides which of them stay true.
/// </remarks>
public interface ITarget
{
    /// <summary>Name, as used on the command line and in run folders.</summary>
    string Name { get; }

    /// <summary>Number of coordinates d.</summary>
    int Dimension { get; }

    /// <summary>Unnormalized log-density of each point.</summary>
    /// <param name="points">[n, d] positions.</param>
    /// <param name="logDensity">[n] natural logarithms, up to a constant; overwritten.</param>
    void LogDensity(Batch points, Span<double> logDensity);

    /// <summary>Unnormalized log-density and its gradient.</summary>
    /// <param name="points">[n, d] positions.</param>
    /// <param name="logDensity">[n] natural logarithms, up to a constant; overwritten.</param>
    /// <param name="score">[n, d] gradients of the log-density by position; overwritten; must not be <paramref name="points"/>.</param>
    void LogDensityAndScore(Batch points, Span<double> logDensity, Batch score);

    /// <summary>What else this target knows, or null.</summary>
    /// <typeparam name="T">A capability interface such as <see cref="IHasExactDraws"/>.</typeparam>
    T? Capability<T>()
        where T : class => this as T;
}
