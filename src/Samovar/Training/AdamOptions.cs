namespace Samovar.Training;

/// <summary>How the learning rate changes over the schedule.</summary>
public enum LearningRateSchedule
{
    /// <summary>Always the same.</summary>
    Constant,

    /// <summary>Linear warm-up over 2 %, then a cosine down to the final share.</summary>
    Cosine,

    /// <summary>Constant for 60 % of the schedule, then linear down to the final share.</summary>
    HoldThenLinear,
}

/// <summary>Settings of the Adam optimizer.</summary>
/// <remarks>Source: Kingma and Ba, 2015, arXiv:1412.6980, algorithm 1.</remarks>
public sealed record AdamOptions
{
    /// <summary>Largest learning rate. Range (0, ∞). Default 2e-3.</summary>
    public double LearningRate
    {
        get;
        init => field = Require.That(value, value > 0 && double.IsFinite(value), "A learning rate is positive and finite.");
    } = 2e-3;

    /// <summary>Course of the learning rate. Default cosine.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Cosine;

    /// <summary>Learning rate at the end as a share of the largest. Range [0, 1]. Default 0.05.</summary>
    public double FinalShare
    {
        get;
        init => field = Require.That(value, value is >= 0 and <= 1, "A share lies in [0, 1].");
    } = 0.05;

    /// <summary>Decay of the first moment. Range [0, 1). Default 0.9.</summary>
    public double Beta1
    {
        get;
        init => field = Require.That(value, value is >= 0 and < 1, "A decay lies in [0, 1).");
    } = 0.9;

    /// <summary>Decay of the second moment. Range [0, 1). Default 0.99.</summary>
    public double Beta2
    {
        get;
        init => field = Require.That(value, value is >= 0 and < 1, "A decay lies in [0, 1).");
    } = 0.99;

    /// <summary>Longest gradient, as a Euclidean norm over all parameters; longer ones are shortened and counted. Null for no limit.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>The learning rate at a point of the schedule.</summary>
    /// <param name="progress">Share of the schedule done, 0 to 1.</param>
    public double RateAt(double progress)
    {
        const double WarmUp = 0.02;
        const double Hold = 0.6;
        double share = Schedule switch
        {
            LearningRateSchedule.Constant => 1,
            LearningRateSchedule.Cosine when progress < WarmUp => (progress + 1e-3) / (WarmUp + 1e-3),
            LearningRateSchedule.Cosine => FinalShare + ((1 - FinalShare) * 0.5 * (1 + Math.Cos(Math.PI * (progress - WarmUp) / (1 - WarmUp)))),
            _ => progress < Hold ? 1 : 1 + ((FinalShare - 1) * (progress - Hold) / (1 - Hold)),
        };
        return LearningRate * share;
    }
}
