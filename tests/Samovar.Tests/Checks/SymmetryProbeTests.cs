using Samovar.Checks;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Targets;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Tests.Checks;

public sealed class SymmetryProbeTests
{
    [Theory]
    [MemberData(nameof(Symmetric), DisableDiscoveryEnumeration = true)]
    public void Symmetries_are_told(string name, int dimension, Func<Traced, Traced> energy, string[] symmetries)
    {
        IReadOnlyList<string> seen = Inspect(Target.FromEnergy(dimension, energy)).Symmetries;

        Assert.True(symmetries.SequenceEqual(seen.Select(sentence => sentence["Symmetric under ".Length..])), $"{name}: {string.Join(" ", seen)}");
    }

    public static TheoryData<string, int, Func<Traced, Traced>, string[]> Symmetric => new()
    {
        {
            "quartic", 3, x => Sum(x * x * x * x),
            ["change of sign.", "change of sign of every single coordinate.", "exchange of coordinates."]
        },
        {
            "round", 3, x => Square(Sum(x * x)),
            ["change of sign.", "change of sign of every single coordinate.", "exchange of coordinates.", "rotation."]
        },
        { "none", 3, x => Square(x[0] - 1) + (2 * Square(x[1] + (0.5 * x[0]) - 1)) + (3 * Square(x[2] - (0.3 * x[1]) + 1)), [] },
        {
            "one sign and two alike", 3, x => Square(Square(x[0])) + Square(x[1] + x[2] - 1) + Square(x[1] - x[2]),
            ["change of sign of single coordinates: 0.", "exchange among coordinates 1, 2."]
        },
        {
            "free", 3, x => Square(x[0] - 1) + Square(x[1] + (2 * x[0])),
            ["change of sign of single coordinates: 2.", "translation along single coordinates, on which the energy does not depend: 2."]
        },
        {
            "pairs of particles in the plane", 6, x => Pull(x, 0, 2) + Pull(x, 2, 4) + Pull(x, 0, 4),
            [
                "change of sign.",
                "exchange of the 3 blocks of 2 neighbouring coordinates (particles).",
                "rotation of the 3 blocks of 2 neighbouring coordinates (particles) together.",
                "translation of the 3 blocks of 2 neighbouring coordinates (particles) together.",
            ]
        },
        {
            "ring", 5, x => Sum(Square(Square(x))) + Sum(x * x * Stack(x[1], x[2], x[3], x[4], x[0])),
            ["translation along a ring of coordinates: a cyclic shift."]
        },
    };

    [Theory]
    [MemberData(nameof(TargetInspectionTests.BuiltIn), MemberType = typeof(TargetInspectionTests), DisableDiscoveryEnumeration = true)]
    public void Built_in_targets_have_no_symmetry_that_a_smallest_bend_would_keep(ITarget target)
    {
        ITarget bent = new BentTarget(target);

        Assert.Empty(Inspect(bent).Symmetries);
    }

    private static Traced Pull(Traced x, int first, int second) =>
        Square(Square(x[first] - x[second]) + Square(x[first + 1] - x[second + 1]) - 4);

    private static InspectionReport Inspect(ITarget target) => TargetInspection.Inspect(target, RandomStream.FromSeed(1), TimeProvider.System);
}
