using Samovar.Compute;

namespace Samovar.Data.Sources;

/// <summary>Eight Gaussians on a circle, as in the code of arXiv:2407.00626.</summary>
[Catalogued("8gaussians")]
public sealed class EightGaussians() : RoundGaussians("8gaussians", Circle(), 0.5 / Divisor), IHasDomain
{
    private const int Modes = 8;
    private const double Divisor = 1.414;

    /// <inheritdoc/>
    public override string Definition =>
        "equal mixture of 8 Gaussians in 2 dimensions, means 4·(cos kπ/4, sin kπ/4), standard deviation 0.5, everything divided by 1.414";

    /// <summary>4: there the true density ranks its draws above uniform points with probability 0.902.</summary>
    public double HalfWidth => 4;

    private static Batch Circle()
    {
        Batch centres = new(Modes, 2);
        for (int mode = 0; mode < Modes; mode++)
        {
            centres[mode, 0] = (float)(4 * Math.Cos(mode * Math.PI / 4) / Divisor);
            centres[mode, 1] = (float)(4 * Math.Sin(mode * Math.PI / 4) / Divisor);
        }

        return centres;
    }
}
