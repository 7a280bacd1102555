using Samovar.MarkovChains;
using Samovar.Targets;

namespace Samovar.Methods.Classical;

/// <summary>Settings of method "slice".</summary>
public sealed record SliceSettings : ChainSettings;

/// <summary>Slice sampling of one coordinate after the other, in coordinates that Hamiltonian chains whitened.</summary>
/// <param name="settings">Settings.</param>
[Catalogued("slice")]
public sealed class SliceMethod(SliceSettings settings) : IDirectMethod
{
    /// <inheritdoc/>
    public string Summary => "slice sampling by coordinates; follows widths that vary by orders of magnitude; draws need energies alone; no log Z";

    /// <inheritdoc/>
    public Citation Source { get; } = new("neal2003slice", "Slice sampling", "Neal, Radford M.", 2003, "Annals of Statistics 31(3)");

    /// <inheritdoc/>
    public IEnumerable<string> Problems(ITarget target) => StartingPoints.Problems(target);

    /// <inheritdoc/>
    public DirectDraws Draw(ITarget target, DirectRequest request, CancellationToken cancellation) =>
        ChainRun.Draw(target, request, settings, new HamiltonianMonteCarlo(new HamiltonianOptions()), _ => new SliceSampler(new SliceOptions()), cancellation);
}
