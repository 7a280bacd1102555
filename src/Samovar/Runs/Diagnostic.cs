using System.Text.Json.Serialization;

namespace Samovar.Runs;

/// <summary>A number that tells how well a sampler did its work.</summary>
/// <param name="Name">Name in kebab-case, such as "acceptance", "round-trips" or "worst-r-hat".</param>
/// <param name="Value">The number; may be infinite or NaN, which say that something went wrong.</param>
/// <param name="Meaning">What it means and in which unit, and which values are good; a phrase.</param>
public sealed record Diagnostic(string Name, double Value, string Meaning);

/// <summary>An estimate of ln ∫ of an unnormalized density.</summary>
/// <param name="Value">The estimate, a natural logarithm.</param>
/// <param name="StandardError">Its standard error in nats; NaN where none is known.</param>
/// <param name="Origin">How it was found, such as "stepping stone over 20 temperatures"; a phrase.</param>
public sealed record LogNormalizerEstimate(double Value, double StandardError, string Origin)
{
    /// <summary>Whether it says anything: the value is finite and its standard error not infinite, as it is where temperatures were never seen to overlap.</summary>
    [JsonIgnore]
    public bool IsKnown => double.IsFinite(Value) && !double.IsInfinity(StandardError);

    /// <summary>Lower end of the 95 % interval, in nats; null where none is known.</summary>
    public double? Lower { get; init; }

    /// <summary>Upper end of the 95 % interval, in nats; null where none is known.</summary>
    public double? Upper { get; init; }
}

/// <summary>A point of a <see cref="Curve"/>.</summary>
/// <param name="X">Place along the horizontal axis.</param>
/// <param name="Y">The value there.</param>
public readonly record struct CurvePoint(double X, double Y);

/// <summary>Something that a sampler measured along an axis, for the report.</summary>
/// <param name="Name">What it is, such as "local communication barrier"; a phrase.</param>
/// <param name="Axis">What the horizontal axis is, such as "inverse temperature β"; a phrase.</param>
/// <param name="Points">The points, from left to right.</param>
public sealed record Curve(string Name, string Axis, IReadOnlyList<CurvePoint> Points);
