// A double well in the plane, log-density up to a constant: samovar train samples/double-well.cs
using static Samovar.Compute.Graphs.TracedMath;

Target.FromEnergy(2, x => Square(Square(x[0]) - 1) + 0.5 * Square(x[1]), name: "double well")
