namespace Samovar.Methods;

/// <summary>What one may want to choose about generalized contrastive divergence.</summary>
public sealed record GcdSettings
{
    /// <summary>τ: exp(−E/τ) is the model, and entropy weighs τ. Costs are sums over the coordinates, as in the papers' formulas. Range [0, ∞). Default null: 0.1/d.</summary>
    /// <remarks>Lower values give sharper draws, at 0 the energy is a critic; 0.1 itself scores rows of many columns better (docs/decisions/0014).</remarks>
    public double? Temperature
    {
        get;
        init => field = Require.That(value, value is null || (value >= 0 && double.IsFinite(value.Value)), "A temperature is finite and not negative.");
    }

    /// <summary>τ for so many coordinates.</summary>
    internal double TemperatureIn(int dimension) => Temperature ?? (0.1 / dimension);

    /// <summary>γ: weight of the squared energies. Range [0, ∞). Default 1.</summary>
    public double Regularization
    {
        get;
        init => field = Require.That(value, value >= 0 && double.IsFinite(value), "The weight of squared energies is finite and not negative.");
    } = 1;

    /// <summary>Whether the network corrects the energy of a Gaussian with the moments of the rows, rather than learning all of it. Default null: for tables.</summary>
    /// <remarks>Without it the energy of points far from all rows and draws is an accident of the network.</remarks>
    public bool? Tail { get; init; }

    /// <summary>T: steps of the chain. Range [1, ∞). Default 5.</summary>
    public int ChainSteps
    {
        get;
        init => field = Require.That(value, value >= 1, "A chain has at least 1 step.");
    } = 5;
}
