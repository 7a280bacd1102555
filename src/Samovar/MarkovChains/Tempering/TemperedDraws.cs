namespace Samovar.MarkovChains.Tempering;

/// <summary>What a run of parallel tempering found, its tuning left out.</summary>
/// <param name="Trace">Positions at the target's temperature.</param>
public sealed record TemperedDraws(TemperedTrace Trace)
{
    /// <summary>ln Z of the target, by Bennett's ratio between neighbouring temperatures.</summary>
    public required double LogNormalizer { get; init; }

    /// <summary>Its standard error, by a jackknife over the ladders.</summary>
    public required double LogNormalizerError { get; init; }

    /// <summary>Evaluations spent on tuning, before the first scan that counts; they are not paid again for more draws.</summary>
    public EvaluationCost TuningCost { get; init; }

    /// <summary>Scans after tuning.</summary>
    public required long Scans { get; init; }

    /// <summary>The temperatures.</summary>
    public required TemperatureSchedule Schedule { get; init; }

    /// <summary>[rungs − 1] mean rejection probability between neighbours, in [0, 1].</summary>
    public required IReadOnlyList<double> Rejections { get; init; }

    /// <summary>[rungs] mean acceptance probability of the exploring kernel.</summary>
    public required IReadOnlyList<double> Acceptances { get; init; }

    /// <summary>[rungs] tuned step sizes of the exploring kernel, in whitened coordinates.</summary>
    public required IReadOnlyList<double> StepSizes { get; init; }

    /// <summary>Journeys of points from the reference to the target, over all ladders.</summary>
    public required long Arrivals { get; init; }

    /// <summary>Journeys from the reference to the target and back.</summary>
    public required long RoundTrips { get; init; }

    /// <summary>Proposals that were not finite.</summary>
    public required long Divergent { get; init; }

    /// <summary>The communication barrier Λ: the sum of the rejections; 2Λ temperatures are about enough.</summary>
    public double Barrier => Rejections.Sum();
}
