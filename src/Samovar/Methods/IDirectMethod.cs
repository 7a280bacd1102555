using Samovar.Targets;

namespace Samovar.Methods;

/// <summary>A method that draws from a target directly, without training: Markov chains, parallel tempering, sequential Monte Carlo.</summary>
/// <remarks>
/// Implementers: take one options record through a single public constructor, or nothing; the command line binds it as it does for targets. The
/// result depends on target, options and request alone, never on the clock or the number of threads. Count evaluations through the target that is
/// handed in, lane kernels included; the caller meters them.
/// </remarks>
public interface IDirectMethod
{
    /// <summary>One line for lists.</summary>
    string Summary { get; }

    /// <summary>The paper.</summary>
    Citation Source { get; }

    /// <summary>Everything that would keep this method from drawing from a target; empty if nothing does.</summary>
    /// <param name="target">The density.</param>
    IEnumerable<string> Problems(ITarget target);

    /// <summary>Draws.</summary>
    /// <param name="target">The density; evaluations are counted by the caller's meter.</param>
    /// <param name="request">How many draws, from which seed, and who is told about progress.</param>
    /// <param name="cancellation">Fires when the user wants to stop; looked at every fraction of a second.</param>
    /// <returns>As many draws as requested. What went wrong is among their findings, never hidden.</returns>
    /// <exception cref="MarkovChains.SamplingFailedException">There is not a single draw to give, as where no starting point has a finite energy.</exception>
    /// <exception cref="OperationCanceledException">The user stopped it.</exception>
    DirectDraws Draw(ITarget target, DirectRequest request, CancellationToken cancellation);
}
