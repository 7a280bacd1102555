namespace Samovar.Methods;

/// <summary>What one may want to choose about generalized contrastive divergence.</summary>
public sealed record GcdSettings
{
    /// <summary>τ: how much entropy weighs; costs are means over the coordinates, so exp(−d E/τ) is the model. Range [0, ∞). Default 0.1.</summary>
    /// <remarks>Lower values give sharper draws and a worse energy; at 0 the energy is a critic.</remarks>
    public double Temperature
    {
        get;
        init => field = Require.That(value, value >= 0 && double.IsFinite(value), "A temperature is finite and not negative.");
    } = 0.1;

    /// <summary>γ: weight of the squared energies. Range [0, ∞). Default 1.</summary>
    public double Regularization
    {
        get;
        init => field = Require.That(value, value >= 0 && double.IsFinite(value), "The weight of squared energies is finite and not negative.");
    } = 1;

    /// <summary>T: steps of the chain. Range [1, ∞). Default 5.</summary>
    public int ChainSteps
    {
        get;
        init => field = Require.That(value, value >= 1, "A chain has at least 1 step.");
    } = 5;
}
