using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Samovar.Compute.Randomness;

namespace Samovar.Metrics;

/// <summary>What metrics know of true draws alone, computed once per process and subject.</summary>
/// <remarks>Randomness has a fixed seed, split by name and size, so a remembered value is a function of its arguments: who asks first changes nothing.</remarks>
internal static class Remembered
{
    private const ulong Seed = 40_000;
    private static readonly ConditionalWeakTable<object, ConcurrentDictionary<(string Name, int Count), Lazy<object>>> Known = [];

    /// <summary>A value, computed when first asked for.</summary>
    /// <param name="subject">The target or data set it belongs to, by reference.</param>
    /// <param name="name">What it is; unique among the values of a subject.</param>
    /// <param name="count">The sample size it depends on.</param>
    /// <param name="compute">Computes it from the subject and the stream it is handed, and from nothing else.</param>
    public static T Of<T>(object subject, string name, int count, Func<RandomStream, T> compute)
        where T : notnull =>
        (T)Known.GetOrCreateValue(subject).GetOrAdd((name, count), key => new Lazy<object>(() => compute(RandomStream.FromSeed(Seed).Named(key.Name).Split(key.Count)))).Value;
}
