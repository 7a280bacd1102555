namespace Samovar.Metrics;

/// <summary>What of the shape of draws within cells is compared.</summary>
public enum ShapeComparison
{
    /// <summary>Where they lie: squared difference of means, in variances, what chance makes of it subtracted.</summary>
    Shift,

    /// <summary>How wide they are: logarithm of the ratio of deviations.</summary>
    Spread,
}
