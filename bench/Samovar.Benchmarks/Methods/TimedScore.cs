using System.Diagnostics;
using Samovar.Compute;
using Samovar.Diffusions;
using Samovar.Targets;
using Samovar.Runs;

namespace Samovar.Benchmarks.Methods;

/// <summary>Times the estimation of the posterior score inside a training step.</summary>
/// <param name="inner">What to time.</param>
internal sealed class TimedScore(IPosteriorScore inner) : IPosteriorScore
{
    /// <summary>Milliseconds of the last call.</summary>
    public double Milliseconds { get; private set; }

    public void EstimateScore(ITarget target, Batch noisy, Batch scale, Batch score, IRunStep step)
    {
        long start = Stopwatch.GetTimestamp();
        inner.EstimateScore(target, noisy, scale, score, step);
        Milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
