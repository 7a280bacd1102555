namespace Samovar.Methods;

/// <summary>How far a direct method has come.</summary>
/// <param name="Share">Share of the work that is done, from 0 to 1.</param>
/// <param name="Phase">What is being done, such as "warming up"; a phrase.</param>
public readonly record struct DirectProgress(double Share, string Phase);

/// <summary>What a direct method is asked for.</summary>
/// <param name="Count">Number of draws, at least 1.</param>
/// <param name="Seed">Seed of all randomness.</param>
public sealed record DirectRequest(int Count, ulong Seed)
{
    /// <summary>Number of draws, at least 1.</summary>
    public int Count { get; } = Require.That(Count, Count >= 1, "There must be at least one draw.", nameof(Count));

    /// <summary>Is told now and then how far the work has come, by one thread at a time; null where nobody listens.</summary>
    public Action<DirectProgress>? Progress { get; init; }

    /// <summary>Tells which share of a budget is spent, 1 when all of it is; null where there is none. Methods that are <see cref="IBudgetedMethod"/> go by it.</summary>
    public Func<double>? Spent { get; init; }

    /// <summary>Tells the listener, if there is one.</summary>
    /// <param name="share">Share of the work that is done, from 0 to 1.</param>
    /// <param name="phase">What is being done; a phrase.</param>
    public void Tell(double share, string phase) => Progress?.Invoke(new DirectProgress(share, phase));
}
