using Samovar.Compute.Graphs;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Targets;

/// <summary>A random walk seen through noise, with unknown sizes of steps and noise and a stretch that was not observed.</summary>
/// <remarks>
/// Coordinate 0 is the logarithm of the innovation scale s, coordinate 1 that of the observation scale o, then the thirty positions. The density is that
/// by these coordinates, so that Z is the evidence.
/// Source: Sountsov et al., 2020, "Inference Gym", Brownian motion with unknown scales and missing middle observations.
/// </remarks>
[Catalogued("brownian")]
public sealed class Brownian() : TracedTarget("brownian", 2 + Positions, Energy), IHasLogNormalizer, IHasCard
{
    private const int Positions = 30;
    private const double LogScaleDeviation = 2;

    /// <summary>1.187750, the positions integrated in closed form and the two scales by quadrature.</summary>
    public double LogNormalizer => 1.187750;

    /// <inheritdoc/>
    public TargetCard Card { get; } = new(
        "a random walk with unknown scales; 30 positions, 20 of them observed",
        "ln s and ln o ~ N(0, 2²); x₁ ~ N(0, s²), xₜ ~ N(xₜ₋₁, s²); observations yₜ ~ N(xₜ, o²) for t = 1 … 10 and 21 … 30, the twenty numbers of the source. "
        + "Coordinates: ln s, ln o, x₁ … x₃₀; the density is that by these coordinates.",
        "1.18775, positions integrated in closed form, the two scales by quadrature",
        3,
        "Inference Gym, BrownianMotionUnknownScalesMissingMiddleObservations; arXiv:2208.07698, arXiv:2406.07423")
    {
        Moments = ["E s = 0.11554, E o = 0.11266 (the same quadrature)"],
        ReferenceDraws =
        [
            "samovar sample brownian --method pt --count 64000 --seed 1 (2, 3)",
            "20 temperatures, 16,000 to 32,000 scans of 32 ladders: R-hat 1.009 or less, 6,200 round trips or more; E s = 0.1147 to 0.1154, E o = 0.1127 to 0.1134, log Z 1.175 to 1.181 ± 0.014",
        ],
        Variants = ["arXiv:2302.13834 quotes 1.0297 as reference of log Z, 0.16 too low"],
        Traps = ["the widths of the positions follow the scales: a funnel in 30 coordinates", "the unobserved middle is much wider than the rest"],
    };

    /// <summary>The observations and the positions, from 0, that they belong to.</summary>
    internal static (int Position, double Value)[] Observations { get; } =
    [
        .. new[]
        {
            0.21592641, 0.118771404, -0.07945447, 0.037677474, -0.27885845, -0.1484156, -0.3250906, -0.22957903, -0.44110894, -0.09830782,
            -0.8786016, -0.83736074, -0.7384849, -0.8939254, -0.7774566, -0.70238715, -0.87771565, -0.51853573, -0.6948214, -0.6202789,
        }.Select((value, place) => (place < 10 ? place : place + 10, value)),
    ];

    private static Traced Energy(Traced point)
    {
        Traced logInnovation = point[0];
        Traced logObservation = point[1];
        Traced seen = Gather(point, [.. Observations.Select(observation => 2 + observation.Position)]);
        Traced errors = seen - point.Row([.. Observations.Select(observation => observation.Value)]);

        // Scaled before they are squared, as in the funnel.
        Traced narrowness = Exp(-logInnovation);
        Traced steps = Sum(Square((point[3..] - point[2..^1]) * narrowness)) + Square(point[2] * narrowness);
        Traced misfit = Sum(Square(errors * Exp(-logObservation)));
        Traced prior = (Square(logInnovation) + Square(logObservation)) / (LogScaleDeviation * LogScaleDeviation);
        double constant = (2 * Math.Log(LogScaleDeviation)) + (0.5 * (2 + Positions + Observations.Length) * Math.Log(2 * Math.PI));
        return (0.5 * (prior + steps + misfit)) + (Positions * logInnovation) + (Observations.Length * logObservation) + constant;
    }
}
