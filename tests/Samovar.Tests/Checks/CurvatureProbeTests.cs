using Samovar.Checks;
using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Runs;
using Samovar.Targets;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Tests.Checks;

public sealed class CurvatureProbeTests
{
    [Fact]
    public void A_wrong_product_with_the_Hessian_is_red()
    {
        Finding finding = Inspect(new WrongCurvature()).Findings[0];

        Assert.Equal((Severity.Red, "curvature"), (finding.Severity, finding.Check));
        Assert.Contains("coordinate 1", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Right_products_with_the_Hessian_are_a_fact()
    {
        Assert.Contains(Inspect(new ManyWell32()).Facts, fact => fact.StartsWith("Curvature: Hessian-vector products agree", StringComparison.Ordinal));
        Assert.Contains(Inspect(new BentTarget(new Mog9())).Facts, fact => fact.StartsWith("Curvature: the target offers no", StringComparison.Ordinal));
    }

    private static InspectionReport Inspect(ITarget target) => TargetInspection.Inspect(target, RandomStream.FromSeed(1), TimeProvider.System);

    /// <summary>A Gaussian whose products with the Hessian are wrong along one coordinate.</summary>
    private sealed class WrongCurvature : ITarget, IHasHessianProduct
    {
        private readonly EnergyTarget right = Target.FromEnergy(3, x => Sum(x * x));

        public string Name => "wrong";

        public int Dimension => 3;

        public void LogDensity(Batch points, Span<double> logDensity) => right.LogDensity(points, logDensity);

        public void LogDensityAndScore(Batch points, Span<double> logDensity, Batch score) => right.LogDensityAndScore(points, logDensity, score);

        public void HessianProduct(Batch points, Batch directions, Batch products)
        {
            right.HessianProduct(points, directions, products);
            for (int row = 0; row < points.Count; row++)
            {
                products[row, 1] *= 1.5f;
            }
        }
    }
}
