namespace Samovar;

/// <summary>The answer of a metric.</summary>
/// <param name="Name">The metric.</param>
public abstract record Measurement(string Name)
{
    /// <summary>A number.</summary>
    /// <param name="Name">The metric.</param>
    /// <param name="Value">Its value.</param>
    /// <param name="StandardError">Its standard error; NaN where none is known.</param>
    /// <param name="Floor">The value that exact draws would get at the same sample size, or null.</param>
    public sealed record Measured(string Name, double Value, double StandardError, double? Floor = null) : Measurement(Name)
    {
        /// <summary>Standard error of the floor, by replication of truth against truth; 0 where the floor is known exactly, null where the error is not known: of a floor from one comparison
        /// alone, or from rows of a file, whose samples share rows.</summary>
        public double? FloorError { get; init; }
    }

    /// <summary>No number, for a reason.</summary>
    /// <param name="Name">The metric.</param>
    /// <param name="Reason">Why; a sentence.</param>
    public sealed record NotApplicable(string Name, string Reason) : Measurement(Name);
}
