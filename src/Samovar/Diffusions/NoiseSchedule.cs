namespace Samovar.Diffusions;

/// <summary>A noise scale that falls over the steps of a flow.</summary>
/// <param name="First">σ of the first step, in the units of the points, positive.</param>
/// <param name="Last">σ of the last step, in the units of the points, positive.</param>
public abstract record NoiseSchedule(double First, double Last)
{
    /// <summary>σ of the first step, in the units of the points, positive.</summary>
    public double First { get; } = Require.That(First, First > 0 && double.IsFinite(First), "A noise scale is positive and finite.", nameof(First));

    /// <summary>σ of the last step, in the units of the points, positive.</summary>
    public double Last { get; } = Require.That(Last, Last > 0 && double.IsFinite(Last), "A noise scale is positive and finite.", nameof(Last));

    /// <summary>The noise scale of a step.</summary>
    /// <param name="step">Step, from 0.</param>
    /// <param name="steps">Steps of the whole schedule, at least 1.</param>
    public double At(int step, int steps) => At(steps > 1 ? Math.Min(1.0, step / (steps - 1.0)) : 1);

    /// <summary>The noise scale at a share of the schedule.</summary>
    /// <param name="share">0 for the first step, 1 for the last.</param>
    public abstract double At(double share);

    /// <summary>Half a cosine wave from the first to the last.</summary>
    /// <param name="First">σ of the first step, in the units of the points, positive.</param>
    /// <param name="Last">σ of the last step, in the units of the points, positive.</param>
    public sealed record Cosine(double First, double Last) : NoiseSchedule(First, Last)
    {
        /// <inheritdoc/>
        public override double At(double share) => Last + (0.5 * (First - Last) * (1 + Math.Cos(Math.PI * share)));
    }

    /// <summary>The same factor at every step.</summary>
    /// <param name="First">σ of the first step, in the units of the points, positive.</param>
    /// <param name="Last">σ of the last step, in the units of the points, positive.</param>
    public sealed record Geometric(double First, double Last) : NoiseSchedule(First, Last)
    {
        /// <inheritdoc/>
        public override double At(double share) => Math.Pow(First, 1 - share) * Math.Pow(Last, share);
    }

    /// <summary>Half a cosine wave of the logarithm.</summary>
    /// <param name="First">σ of the first step, in the units of the points, positive.</param>
    /// <param name="Last">σ of the last step, in the units of the points, positive.</param>
    public sealed record LogCosine(double First, double Last) : NoiseSchedule(First, Last)
    {
        /// <inheritdoc/>
        public override double At(double share) => Last * Math.Pow(First / Last, 0.5 * (1 + Math.Cos(Math.PI * share)));
    }

    /// <summary>The same noise at every step.</summary>
    /// <param name="Level">σ, in the units of the points, positive.</param>
    public sealed record Constant(double Level) : NoiseSchedule(Level, Level)
    {
        /// <inheritdoc/>
        public override double At(double share) => First;
    }
}
