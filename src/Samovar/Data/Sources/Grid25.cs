using Samovar.Compute;

namespace Samovar.Data.Sources;

/// <summary>Twenty-five narrow Gaussians on a grid: whether a method finds every mode and hits it sharply.</summary>
[Catalogued("grid25")]
public sealed class Grid25() : RoundGaussians("grid25", Grid(), 0.05)
{
    private const int Side = 5;
    private const float Spacing = 2;

    /// <inheritdoc/>
    public override string Definition => "equal mixture of 25 Gaussians in 2 dimensions, means {−4, −2, 0, 2, 4}², standard deviation 0.05";

    private static Batch Grid()
    {
        Batch centres = new(Side * Side, 2);
        for (int mode = 0; mode < centres.Count; mode++)
        {
            centres[mode, 0] = Spacing * ((mode / Side) - (Side / 2));
            centres[mode, 1] = Spacing * ((mode % Side) - (Side / 2));
        }

        return centres;
    }
}
