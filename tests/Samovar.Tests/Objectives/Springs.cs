using Samovar.Compute.Graphs;
using Samovar.Targets;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Tests.Objectives;

/// <summary>Four particles in the plane on springs to their centre of mass: a Gaussian in disguise.</summary>
internal sealed class Springs() : ParticleSystem("springs", 4, 2, Energy)
{
    /// <summary>Inverse variance k of a coordinate without the centre of mass.</summary>
    public const double Stiffness = 2;

    private static Traced Energy(Traced x)
    {
        Traced horizontal = Sum(Gather(x, [0, 2, 4, 6]));
        Traced vertical = Sum(Gather(x, [1, 3, 5, 7]));
        return (0.5 * Stiffness * Sum(Square(x))) + (((1 - Stiffness) / 8) * (Square(horizontal) + Square(vertical)));
    }
}
