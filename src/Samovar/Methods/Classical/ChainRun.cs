using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.MarkovChains;
using Samovar.MarkovChains.Diagnostics;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Methods.Classical;

/// <summary>Chains from scattered starts: warm-up in which step size and coordinates adapt, then draws with everything frozen.</summary>
internal static class ChainRun
{
    private const int FewestSteps = 8;

    /// <summary>Runs the chains.</summary>
    /// <param name="target">The density.</param>
    /// <param name="request">What was asked for.</param>
    /// <param name="settings">Chains, warm-up and thinning.</param>
    /// <param name="warmer">The kernel that warms up, not yet tuned.</param>
    /// <param name="drawer">The kernel that draws, made from the tuned one.</param>
    /// <param name="cancellation">The user may stop it.</param>
    public static DirectDraws Draw(
        ITarget target, DirectRequest request, ChainSettings settings, ITunableKernel warmer, Func<ITunableKernel, IMarkovKernel> drawer,
        CancellationToken cancellation)
    {
        RandomStream random = RandomStream.FromSeed(request.Seed);
        request.Tell(0, "finding where to start");
        AffineMap reference = ReferenceFit.Of(target, random.Named("reference"));
        (Batch starts, int refused) = StartingPoints.Draw(target, reference, settings.Chains, random);
        cancellation.ThrowIfCancellationRequested();
        request.Tell(0, "warming up");
        WarmChains warm = WarmChains.Of(target, starts, warmer, settings.WarmUp, random);
        IMarkovKernel kernel = drawer(warm.Kernel);
        int steps = Math.Max(FewestSteps, (request.Count + settings.Chains - 1) / settings.Chains);
        ChainTrace trace = new(settings.Chains, steps, target.Dimension);
        StepInfo total = default;
        for (int step = 0; step < steps; step++)
        {
            for (int move = 0; move < settings.Thin; move++)
            {
                cancellation.ThrowIfCancellationRequested();
                total += warm.State.Step(kernel);
            }

            request.Tell((double)step / steps, "drawing");
            Keep(warm.Positions, trace, step);
        }

        ChainDiagnostics diagnostics = ChainDiagnostics.Of(trace);
        return new DirectDraws(Thinned(trace, request.Count))
        {
            Diagnostics =
            [
                new Diagnostic("chains", settings.Chains, "started from scattered points"),
                new Diagnostic("acceptance", total.Acceptance, "mean probability of acceptance"),
                new Diagnostic("step-size", (kernel as ITunableKernel ?? warm.Kernel).StepSize, "tuned, in whitened coordinates"),
                new Diagnostic("divergences", total.Divergent, "proposals that were not finite"),
                .. ChainVerdict.Diagnostics(diagnostics),
            ],
            Findings = [.. Findings(refused, settings.Chains, total), .. ChainVerdict.Findings(diagnostics)],
        };
    }

    /// <summary>[n, d] evenly chosen draws, chain by chain.</summary>
    public static Batch Thinned(ChainTrace trace, int count)
    {
        Batch points = new(count, trace.Dimension);
        for (int row = 0; row < count; row++)
        {
            trace.Points.Row((int)((long)row * trace.Points.Count / count)).CopyTo(points.Row(row));
        }

        return points;
    }

    /// <summary>What starts and moves have to say.</summary>
    public static IEnumerable<Finding> Findings(int refused, int chains, StepInfo total)
    {
        if (refused > 0)
        {
            yield return new Finding(
                Severity.Amber, "start", $"{refused} of {chains + refused} starting points had no finite energy; others were drawn in their place.",
                "If the support is bounded, map it to the whole space: chains are refused at its edge.");
        }

        if (total.Acceptance < 0.1)
        {
            yield return new Finding(
                Severity.Red, "stuck-chain", $"Only {total.Acceptance:p1} of the moves are accepted: the chains hardly move.",
                "Check the score with 'samovar check'; rescale coordinates whose widths differ by orders of magnitude.");
        }
    }

    private static void Keep(Batch positions, ChainTrace trace, int step)
    {
        for (int chain = 0; chain < trace.Chains; chain++)
        {
            positions.Row(chain).CopyTo(trace.At(chain, step));
        }
    }
}
