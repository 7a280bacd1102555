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
