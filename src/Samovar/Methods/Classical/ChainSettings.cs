namespace Samovar.Methods.Classical;

/// <summary>Settings that methods of plain Markov chains share.</summary>
public abstract record ChainSettings
{
    /// <summary>Number of chains. Range [4, ∞). Default 32, one per SIMD lane.</summary>
    public int Chains { get; init => field = Require.That(value, value >= 4, "At least 4 chains are needed to see disagreement."); } = 32;

    /// <summary>Steps of warm-up, dropped. Range [30, ∞). Default 600.</summary>
    public int WarmUp { get; init => field = Require.That(value, value >= 30, "At least 30 steps of warm-up are needed."); } = 600;

    /// <summary>Steps per draw kept. Range [1, ∞). Default 1.</summary>
    public int Thin { get; init => field = Require.That(value, value >= 1, "At least 1 step lies between draws."); } = 1;
}
