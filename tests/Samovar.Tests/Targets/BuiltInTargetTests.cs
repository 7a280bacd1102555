using Samovar.Targets;
using Samovar.Tests.Contracts;

namespace Samovar.Tests.Targets;

public sealed class GaussianContract : TargetContract
{
    protected override ITarget Subject { get; } = new Gaussian(new GaussianOptions { Dimension = 5, Correlation = -0.7 });
}

public sealed class PlaneGaussianContract : TargetContract
{
    protected override ITarget Subject { get; } = new Gaussian(new GaussianOptions());
}

public sealed class Mog40Contract : TargetContract
{
    protected override ITarget Subject { get; } = new Mog40();
}

public sealed class Mog9Contract : TargetContract
{
    protected override ITarget Subject { get; } = new Mog9();
}

public sealed class Gmm25Contract : TargetContract
{
    protected override ITarget Subject { get; } = new Gmm25();
}

public sealed class ManyWell32Contract : TargetContract
{
    protected override ITarget Subject { get; } = new ManyWell32();
}

public sealed class DoubleWellContract : TargetContract
{
    protected override ITarget Subject { get; } = new DoubleWell();
}

public sealed class FunnelContract : TargetContract
{
    protected override ITarget Subject { get; } = new Funnel();

    // The neck is e^-4 wide or less; differences must resolve it.
    protected override double DifferenceStep => 1.0 / 1024;

    // Beyond −177 the width e^(x₀/2) leaves the range of float.
    protected override double GridReach => 160;
}

public sealed class Funnel1Contract : TargetContract
{
    protected override ITarget Subject { get; } = new Funnel1();

    protected override double DifferenceStep => 1.0 / 256;
}

public sealed class Mog40InFiveDimensionsContract : TargetContract
{
    protected override ITarget Subject { get; } = new Mog40(new Mog40Options { Dimension = 5 });
}

public sealed class Mog40UnitContract : TargetContract
{
    protected override ITarget Subject { get; } = new Mog40Unit();
}

public sealed class StudentMixtureContract : TargetContract
{
    // In the plane the contract integrates over a box around the draws, and these reach farther than a grid can resolve.
    protected override ITarget Subject { get; } = new StudentMixture(new StudentMixtureOptions { Dimension = 3 });
}

public sealed class ManyWellContract : TargetContract
{
    protected override ITarget Subject { get; } = new ManyWell(new ManyWellOptions { Dimension = 6 });
}

public sealed class SymmetricWellsContract : TargetContract
{
    protected override ITarget Subject { get; } = new SymmetricWells(new SymmetricWellsOptions { Wells = 3, Delta = 2, Dimension = 5 });
}

public sealed class SymmetricWellBesideANormalContract : TargetContract
{
    protected override ITarget Subject { get; } = new SymmetricWells(new SymmetricWellsOptions { Wells = 1, Dimension = 2 });
}

public sealed class FreeFieldContract : TargetContract
{
    protected override ITarget Subject { get; } = new FreeField(new FreeFieldOptions { Length = 5 });
}

public sealed class LatticeFieldContract : TargetContract
{
    protected override ITarget Subject { get; } = new LatticeField(new LatticeFieldOptions { Length = 4 });
}

public sealed class RosenbrockContract : TargetContract
{
    protected override ITarget Subject { get; } = new Rosenbrock(new RosenbrockOptions { Dimension = 4 });
}

public sealed class BananaContract : TargetContract
{
    protected override ITarget Subject { get; } = new Banana(new BananaOptions { Dimension = 3 });
}

public sealed class PlaneBananaContract : TargetContract
{
    protected override ITarget Subject { get; } = new Banana(new BananaOptions { Bend = 0.03 });
}

public sealed class BrownianContract : TargetContract
{
    protected override ITarget Subject { get; } = new Brownian();
}

public sealed class SeedsContract : TargetContract
{
    protected override ITarget Subject { get; } = new Seeds();
}

public sealed class PlanarRobotContract : TargetContract
{
    protected override ITarget Subject { get; } = new PlanarRobot(new PlanarRobotOptions { Goals = 1 });
}
