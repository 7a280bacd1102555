namespace Samovar.Objectives;

/// <summary>The weight w(s) of a noise level, applied to the difference of the scores of y = x + s·ε.</summary>
public abstract record LevelWeight
{
    /// <summary>The weight of a noise scale.</summary>
    /// <param name="scale">s, positive.</param>
    /// <param name="progress">Share of the schedule done, 0 to 1.</param>
    public abstract double At(double scale, double progress);

    /// <summary>sᵖ, with p moving linearly over the schedule.</summary>
    /// <param name="First">p at the start.</param>
    /// <param name="Last">p at the end.</param>
    public sealed record Power(double First, double Last) : LevelWeight
    {
        /// <inheritdoc/>
        public override double At(double scale, double progress) => Math.Pow(scale, First + ((Last - First) * progress));
    }

    /// <summary>1/α of the variance-preserving form, α = 1/√(1 + s²): the weight of the original code on mixtures and wells.</summary>
    public sealed record InverseAlpha : LevelWeight
    {
        /// <inheritdoc/>
        public override double At(double scale, double progress) => Math.Sqrt(1 + (scale * scale));
    }
}
