// A symmetric double well in the plane: modes at x₀ = ±1, a barrier of height 4 between them.
//   samovar check samples/double-well.cs
//   samovar train samples/double-well.cs
return Target.FromEnergy(2, x => 4 * Square(Square(x[0]) - 1) + 0.5 * Square(x[1]), name: "my-double-well");
