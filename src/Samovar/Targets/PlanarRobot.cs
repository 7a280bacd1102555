using Samovar.Compute.Graphs;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Targets;

/// <summary>Settings of <see cref="PlanarRobot"/>.</summary>
public sealed record PlanarRobotOptions
{
    /// <summary>Number of places that the hand may reach, 1 or 4. Default 4.</summary>
    public int Goals
    {
        get;
        init => field = Require.That(value, value is 1 or 4, "The planar robot has 1 or 4 goals.");
    } = 4;
}

/// <summary>The joint angles of a robot arm of ten links that reaches for one of several goals in the plane.</summary>
/// <remarks>Source: Arenz, Zhong and Neumann, 2020, JMLR 21 (planar robot); constants as in the code of arXiv:2406.07423.</remarks>
[Catalogued("planar-robot")]
public sealed class PlanarRobot : TracedTarget, IHasCard
{
    private const int Links = 10;
    private const double FirstDeviation = 1;
    private const double OtherDeviation = 0.2;
    private const double GoalDeviation = 0.01;
    private static readonly (double X, double Y)[] Goals = [(7, 0), (-7, 0), (0, 7), (0, -7)];

    /// <summary>Makes the target.</summary>
    /// <param name="options">Number of goals; null for four.</param>
    public PlanarRobot(PlanarRobotOptions? options = null)
        : this((options ?? new PlanarRobotOptions()).Goals)
    {
    }

    private PlanarRobot(int goals)
        : base("planar-robot", Links, angles => Energy(angles, goals)) =>
        Card = new TargetCard(
            $"joint angles of a robot arm of 10 links that reaches {(goals == 1 ? "one goal" : $"one of {goals} goals")}",
            "x₀ ~ N(0, 1), x₁ … x₉ ~ N(0, 0.2²): the angle of each link against the one before. The hand is at Σ over the links of (cos, sin) of the summed "
            + $"angles, links of length 1. Times the largest over the goals {string.Join(", ", Goals.Take(goals).Select(goal => $"({goal.X}, {goal.Y})"))} "
            + "of N(hand; goal, 0.01² I). Angles are numbers, not taken modulo 2π.",
            $"{(goals == 1 ? "−11.69" : "−10.62")} ± 0.02, the first angle integrated in closed form, the others by importance sampling",
            1.5,
            "arXiv:2406.07423, code; also arXiv:2412.07081")
        {
            Symmetries = ["change of sign of all angles"],
            Moments = goals == 1 ? ["mean 0 in every coordinate"] : [],
            ReferenceDraws = goals == 1 ? [] :
            [
                "samovar sample planar-robot --method pt --count 64000 --seed 1 (2, 3): poor, for want of better",
                "20 temperatures, 32,000 scans of 32 ladders: R-hat 1.05 to 1.07, 3,700 round trips; log Z −10.64 to −10.66 ± 0.03; shares of the goals, by seed: "
                + "(7, 0) 0.34, 0.35, 0.29; (−7, 0) 0.10, 0.08, 0.12; (0, 7) 0.28, 0.29, 0.30; (0, −7) 0.28, 0.29, 0.29",
            ],
            Variants = ["1 and 4 goals are two targets, both in arXiv:2406.07423"],
            Traps = ["the mass lies near a surface 0.01 thin: step sizes beyond that are refused", "with 4 goals each has several ways of bending"],
        };

    /// <inheritdoc/>
    public TargetCard Card { get; }

    private static Traced Energy(Traced angles, int goals)
    {
        Traced directions = MatrixProduct(angles, angles.Matrix(RunningSum()));
        Traced x = Sum(Cos(directions));
        Traced y = Sum(Sin(directions));
        Traced? nearest = null;
        foreach ((double goalX, double goalY) in Goals.Take(goals))
        {
            Traced squared = Square(x - goalX) + Square(y - goalY);
            nearest = nearest is null ? squared : Minimum(nearest, squared);
        }

        Traced prior = (Square(angles[0]) / (FirstDeviation * FirstDeviation)) + (Sum(Square(angles[1..])) / (OtherDeviation * OtherDeviation));
        double constant = Math.Log(FirstDeviation) + ((Links - 1) * Math.Log(OtherDeviation)) + (2 * Math.Log(GoalDeviation)) + (0.5 * (Links + 2) * Math.Log(2 * Math.PI));
        return (0.5 * prior) + (0.5 / (GoalDeviation * GoalDeviation) * nearest!) + constant;
    }

    /// <summary>[angles, links] 1 where the angle turns the link.</summary>
    private static double[,] RunningSum()
    {
        double[,] sum = new double[Links, Links];
        for (int angle = 0; angle < Links; angle++)
        {
            for (int link = angle; link < Links; link++)
            {
                sum[angle, link] = 1;
            }
        }

        return sum;
    }
}
