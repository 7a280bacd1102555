namespace Samovar.Methods;

/// <summary>What the papers of <c>pis</c> and <c>dds</c> choose anew for every target.</summary>
public sealed record PathKlSettings
{
    /// <summary>Standard deviation of the reference at the end, in the units of the target, or of the coordinates in which a target of one mode is learned. Range (0, ∞). Default null: measured, or 1 in the paper preset.</summary>
    /// <remarks>PIS tunes √T times its noise, DDS its σ; both between 0.1 and 3 on the targets of the papers.</remarks>
    public double? Width
    {
        get;
        init => field = Require.That(value, value is null || (value > 0 && double.IsFinite(value.Value)), "A width is positive and finite.");
    }

    /// <summary>α of DDS: a step of length δ in units of time replaces the share α²δ of the variance. Range (0, ∞). Of the paper preset of <c>dds</c> alone. Default null: 1 there.</summary>
    public double? Strength
    {
        get;
        init => field = Require.That(value, value is null || (value > 0 && double.IsFinite(value.Value)), "A strength is positive and finite.");
    }
}
