using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>Where the draws come from that others are compared with.</summary>
public static class TrueDraws
{
    /// <summary>Exact draws of a target, or else a pool made by chains that are known to mix; null where neither exists.</summary>
    /// <param name="target">The target.</param>
    /// <returns>What draws them. A pool is made when it is first asked for, once per process and target, and gives each of its draws at most once a call.</returns>
    public static IHasExactDraws? Of(ITarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (target.Capability<IHasExactDraws>() is { } exact)
        {
            return exact;
        }

        return target.Capability<IHasReferenceDraws>() is { } plan ? ReferencePool.Of(target, plan)
            : target.Capability<IHasReferenceStart>() is { } start ? ReferencePool.Of(target, start)
            : null;
    }
}
