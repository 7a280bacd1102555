using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Data;

namespace Samovar.Metrics.HeldOut;

/// <summary>Which draws lie near which known centre.</summary>
/// <param name="Places">[n] the nearest centre of each draw, or −1 for a draw further than 3 standard deviations from it.</param>
/// <param name="Modes">Number of centres.</param>
/// <param name="Spread">Root mean square deviation of the draws near a centre from it, per coordinate; NaN where there are none.</param>
internal sealed record CentreCensus(int[] Places, int Modes, double Spread)
{
    private const double Reach = 3;

    /// <summary>Draws near a centre.</summary>
    internal int Near => Places.Count(place => place >= 0);

    /// <summary>Counts.</summary>
    internal static CentreCensus Of(IHasCentres known, Batch draws)
    {
        int[] places = new int[draws.Count];
        double total = 0;
        int near = 0;
        for (int row = 0; row < draws.Count; row++)
        {
            (int place, double squared) = Nearest(known.Centres, draws.Row(row));
            bool inside = squared <= Reach * Reach * known.Deviation * known.Deviation;
            places[row] = inside ? place : -1;
            total += inside ? squared : 0;
            near += inside ? 1 : 0;
        }

        return new CentreCensus(places, known.Centres.Count, Math.Sqrt(total / near / draws.Dimension));
    }

    /// <summary>[modes] draws near each centre.</summary>
    internal int[] Counts()
    {
        int[] counts = new int[Modes];
        foreach (int place in Places.Where(place => place >= 0))
        {
            counts[place]++;
        }

        return counts;
    }

    private static (int Place, double Squared) Nearest(Batch centres, ReadOnlySpan<float> point)
    {
        (int Place, double Squared) nearest = (-1, double.PositiveInfinity);
        for (int mode = 0; mode < centres.Count; mode++)
        {
            double squared = 0;
            for (int column = 0; column < point.Length; column++)
            {
                squared += ((double)point[column] - centres[mode, column]) * ((double)point[column] - centres[mode, column]);
            }

            nearest = squared < nearest.Squared ? (mode, squared) : nearest;
        }

        return nearest;
    }
}

/// <summary>A metric that needs known centres.</summary>
/// <param name="name">Name in kebab-case, as in metrics.json.</param>
public abstract class CentreMetric(string name) : HeldOutMetric(name)
{
    /// <inheritdoc/>
    protected sealed override Measurement Evaluate(Batch draws, DataSet data, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(draws);
        ArgumentNullException.ThrowIfNull(data);
        if (data.Capability<IHasCentres>() is not { } known)
        {
            return NotApplicable($"needs a list of modes, and '{data.Name}' offers none");
        }

        (double value, double error) = Of(CentreCensus.Of(known, draws));
        return double.IsNaN(value) ? NotApplicable("needs draws within 3 standard deviations of a mode, and there are none") : Measured(value, error, Of(CentreCensus.Of(known, data.DrawHeldOut(draws.Count, random))).Value, double.NaN);
    }

    /// <summary>The number and its standard error.</summary>
    private protected abstract (double Value, double Error) Of(CentreCensus census);
}
