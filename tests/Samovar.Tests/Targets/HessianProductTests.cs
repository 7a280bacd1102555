using Samovar.Compute;
using Samovar.Targets;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Tests.Targets;

public sealed class HessianProductTests
{
    [Fact]
    public void Multiplies_with_the_known_Hessian_of_the_log_density()
    {
        // E = x⁴ + x y + 3 y², so the Hessian of −E is −[[12 x², 1], [1, 6]]. 40 points need more than one block of lanes.
        EnergyTarget target = Target.FromEnergy(2, x => Square(Square(x[0])) + (x[0] * x[1]) + (3 * Square(x[1])));
        Batch points = new(40, 2);
        Batch directions = new(40, 2);
        for (int row = 0; row < 40; row++)
        {
            (points[row, 0], points[row, 1]) = (0.1f * row, -1);
            (directions[row, 0], directions[row, 1]) = (2, -0.5f * row);
        }

        Batch products = new(40, 2);
        target.HessianProduct(points, directions, products);

        for (int row = 0; row < 40; row++)
        {
            double x = points[row, 0];
            Assert.Equal(-((24 * x * x) - (0.5 * row)), products[row, 0], 1e-5 * (1 + (24 * x * x)));
            Assert.Equal(-(2 - (3.0 * row)), products[row, 1], 1e-5 * (1 + (3 * row)));
        }
    }

    [Fact]
    public void A_linear_energy_has_no_curvature()
    {
        EnergyTarget target = Target.FromEnergy(2, x => x[0] + (2 * x[1]));
        Batch products = new(1, 2);
        products.Values.Fill(7);

        target.HessianProduct(new Batch(1, 2), new Batch(1, 2), products);

        Assert.Equal([0, 0], products.Values.ToArray());
    }

    [Fact]
    public void Wrong_shapes_are_refused()
    {
        EnergyTarget target = Target.FromEnergy(2, x => Sum(x * x));
        Batch points = new(3, 2);

        Assert.Throws<ArgumentException>(() => target.HessianProduct(points, new Batch(2, 2), new Batch(3, 2)));
        Assert.Throws<ArgumentException>(() => target.HessianProduct(points, new Batch(3, 2), points));
        Assert.Throws<ArgumentException>(() => target.HessianProduct(new Batch(3, 1), new Batch(3, 1), new Batch(3, 1)));
    }

    [Fact]
    public void A_meter_counts_products_as_scores()
    {
        MeteredTarget metered = new(new Mog9());

        ((ITarget)metered).Capability<IHasHessianProduct>()!.HessianProduct(new Batch(5, 2), new Batch(5, 2), new Batch(5, 2));

        Assert.Equal(new EvaluationCost(0, 5), metered.Cost);
    }
}
