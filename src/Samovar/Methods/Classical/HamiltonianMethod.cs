using Samovar.MarkovChains;
using Samovar.Targets;

namespace Samovar.Methods.Classical;

/// <summary>Settings of method "hmc".</summary>
public sealed record HamiltonianSettings : ChainSettings
{
    /// <summary>Leapfrog steps per transition. Range [1, ∞). Default 10.</summary>
    public int LeapfrogSteps { get; init => field = Require.That(value, value >= 1, "At least one leapfrog step is needed."); } = 10;
}

/// <summary>Hamiltonian Monte Carlo with jittered steps in whitened coordinates.</summary>
/// <param name="settings">Settings.</param>
[Catalogued("hmc")]
public sealed class HamiltonianMethod(HamiltonianSettings settings) : IDirectMethod
{
    /// <inheritdoc/>
    public string Summary => "Hamiltonian Monte Carlo, jittered, coordinates whitened in warm-up; for one mode or well connected ones; no log Z";

    /// <inheritdoc/>
    public Citation Source { get; } = new("neal2011mcmc", "MCMC using Hamiltonian dynamics", "Neal, Radford M.", 2011, "arXiv:1206.1901");

    /// <inheritdoc/>
    public IEnumerable<string> Problems(ITarget target) => StartingPoints.Problems(target);

    /// <inheritdoc/>
    public DirectDraws Draw(ITarget target, DirectRequest request, CancellationToken cancellation) =>
        ChainRun.Draw(target, request, settings, new HamiltonianMonteCarlo(new HamiltonianOptions { LeapfrogSteps = settings.LeapfrogSteps }), tuned => tuned, cancellation);
}
