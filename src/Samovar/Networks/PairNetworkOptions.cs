namespace Samovar.Networks;

/// <summary>Shape of a network of particle pairs.</summary>
public sealed record PairNetworkOptions
{
    /// <summary>Most coordinates of a particle.</summary>
    internal const int MostSpatialDimensions = 8;

    /// <summary>Number of particles n. Range [2, ∞).</summary>
    public required int Particles
    {
        get;
        init => field = Require.That(value, value >= 2, "There are at least 2 particles.");
    }

    /// <summary>Coordinates of a particle. Range [1, 8].</summary>
    public required int SpatialDimensions
    {
        get;
        init => field = Require.That(value, value is >= 1 and <= MostSpatialDimensions, "A particle has 1 to 8 coordinates.");
    }

    /// <summary>Features of a pair; a multiple of 16. Default 32.</summary>
    public int Width
    {
        get;
        init => field = Require.That(value, value > 0 && value % 16 == 0, "The width is a positive multiple of 16.");
    } = 32;

    /// <summary>Layers, each of which moves the particles once. Range [1, ∞). Default 6.</summary>
    public int Layers
    {
        get;
        init => field = Require.That(value, value >= 1, "There is at least 1 layer.");
    } = 6;

    /// <summary>Numbers that describe a distance: all but one are Gaussian bumps, the last is the distance itself; a multiple of 16. Default 16.</summary>
    public int RadialFeatures
    {
        get;
        init => field = Require.That(value, value > 0 && value % 16 == 0, "The number of radial features is a positive multiple of 16.");
    } = 16;

    /// <summary>A quarter of a typical distance of two particles, in the units of the points: distances are seen as multiples of it. Range (0, ∞). Default 1.</summary>
    public double Unit
    {
        get;
        init => field = Require.That(value, value > 0 && double.IsFinite(value), "The unit of length is positive and finite.");
    } = 1;

    /// <summary>Numbers that describe a noise level, the constant 1 included. Range [1, ∞). Default 1.</summary>
    public int LevelFeatures
    {
        get;
        init => field = Require.That(value, value >= 1, "There is at least 1 level feature, the constant.");
    } = 1;

    /// <summary>Distance of the last bump, in <see cref="Unit"/>: about twice the typical distance. Range (0, ∞). Default 8.2.</summary>
    public double Reach
    {
        get;
        init => field = Require.That(value, value > 0 && double.IsFinite(value), "The reach is positive and finite.");
    } = 8.2;

    /// <summary>Number of coordinates of a configuration, d.</summary>
    public int Dimension => Particles * SpatialDimensions;

    /// <summary>What one of the other particles counts in a sum over them: the sum is as large as that of three, so one start and one learning rate suit all sizes.</summary>
    public double Share => 3.0 / Math.Max(3, Particles - 1);

    /// <summary>Number of pairs.</summary>
    public int Pairs => Particles * (Particles - 1) / 2;
}
