using Samovar.MarkovChains;
using Samovar.Targets;

namespace Samovar.Methods.Classical;

/// <summary>Settings of method "mala".</summary>
public sealed record LangevinSettings : ChainSettings;

/// <summary>The Metropolis-adjusted Langevin algorithm in whitened coordinates.</summary>
/// <param name="settings">Settings.</param>
[Catalogued("mala")]
public sealed class LangevinMethod(LangevinSettings settings) : IDirectMethod
{
    private const double FirstStepSize = 0.01;

    /// <inheritdoc/>
    public string Summary => "Metropolis-adjusted Langevin, coordinates whitened in warm-up; the simplest baseline with a score; no log Z";

    /// <inheritdoc/>
    public Citation Source { get; } = new(
        "roberts1996exponential", "Exponential convergence of Langevin distributions and their discrete approximations",
        "Roberts, Gareth O. and Tweedie, Richard L.", 1996, "Bernoulli 2(4)");

    /// <inheritdoc/>
    public IEnumerable<string> Problems(ITarget target) => StartingPoints.Problems(target);

    /// <inheritdoc/>
    public DirectDraws Draw(ITarget target, DirectRequest request, CancellationToken cancellation) =>
        ChainRun.Draw(target, request, settings, new Mala(FirstStepSize), tuned => tuned, cancellation);
}
