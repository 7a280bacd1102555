using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.MarkovChains;
using Samovar.Methods;
using Samovar.Targets;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Tests.MarkovChains.Tempering;

/// <summary>Targets whose ln Z is known, with references that cover them.</summary>
internal static class TemperingCases
{
    public static readonly ITunableKernel Explorer = new HamiltonianMonteCarlo(new HamiltonianOptions { StepSize = 0.5, LeapfrogSteps = 6, StepSpread = 1.5 });

    /// <summary>Values of ln Z by name.</summary>
    public static readonly Dictionary<string, (ITarget Target, AffineMap Reference, double LogNormalizer)> All = new()
    {
        ["gaussian"] = (new EnergyTarget(3, Bowl, "bowl"), ReferenceFit.Isotropic(3, 2), 1.5 * Math.Log(2 * Math.PI)),
        ["double-well"] = Known(new DoubleWell(), 2),
        ["mog9"] = Known(new Mog9(), 5),
        ["many-well"] = Known(new ManyWell(), 2),
        ["huge"] = (Target.FromEnergy(2, x => (0.5 * Sum(Square(x))) - 5_000), ReferenceFit.Isotropic(2, 1.5), 5_000 + Math.Log(2 * Math.PI)),
        ["half-line"] = (new HalfLine(), ReferenceFit.Isotropic(1, 2), 0),
    };

    public static double Deviation(double value, double error, double expected) => Math.Abs(value - expected) / error;

    private static Traced Bowl(Traced point) => 0.5 * Sum(Square(point - 1));

    private static (ITarget Target, AffineMap Reference, double LogNormalizer) Known(WellProduct target, double width) =>
        (target, ReferenceFit.Isotropic(target.Dimension, width), target.LogNormalizer);

    private static (ITarget Target, AffineMap Reference, double LogNormalizer) Known(GaussianMixture target, double width) =>
        (target, ReferenceFit.Isotropic(target.Dimension, width), 0);

    /// <summary>e^(−x) where x is positive, 0 elsewhere: half of the reference lies outside the support.</summary>
    private sealed class HalfLine : ITarget
    {
        public string Name => "half-line";

        public int Dimension => 1;

        public void LogDensity(Batch points, Span<double> logDensity) => LogDensityAndScore(points, logDensity, new Batch(points.Count, 1));

        public void LogDensityAndScore(Batch points, Span<double> logDensity, Batch score)
        {
            for (int row = 0; row < points.Count; row++)
            {
                logDensity[row] = points[row, 0] > 0 ? -points[row, 0] : double.NegativeInfinity;
                score[row, 0] = points[row, 0] > 0 ? -1 : 0;
            }
        }
    }
}
