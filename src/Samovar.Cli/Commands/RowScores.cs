using System.Globalization;
using Samovar.Compute;
using Samovar.Samplers;

namespace Samovar.Cli.Commands;

/// <summary>What a learned energy says of one row.</summary>
/// <param name="Row">Row of the file, from 1; a header is not counted.</param>
/// <param name="Energy">High for strange rows.</param>
/// <param name="LogDensity">Natural logarithm of the density up to a constant, corrected for regularisation; null where the energy is out of range.</param>
/// <param name="AnomalyRank">1 for the strangest row of the file; equal energies share the smaller rank.</param>
/// <param name="HeldOutShare">Share of the held-out rows of the run with at least this energy: small for strange rows.</param>
internal sealed record RowScore(int Row, double Energy, double? LogDensity, int AnomalyRank, double HeldOutShare);

/// <summary>Scores of the rows of a file.</summary>
/// <param name="Rows">In the order of the file.</param>
internal sealed record RowScores(IReadOnlyList<RowScore> Rows)
{
    /// <summary>Scores points.</summary>
    /// <param name="model">The energy.</param>
    /// <param name="points">[n, d] in the coordinates of the learner.</param>
    /// <param name="heldOut">[m, d] rows that the learner did not see.</param>
    internal static RowScores Of(IEnergyModel model, Batch points, Batch heldOut)
    {
        double[] energies = new double[points.Count];
        double[] logDensities = new double[points.Count];
        double[] usual = new double[heldOut.Count];
        model.Energy(points, energies);
        model.LogDensity(points, logDensities);
        model.Energy(heldOut, usual);
        Array.Sort(usual);
        double[] descending = [.. energies.Select(energy => -energy).Order()];
        return new RowScores([.. Enumerable.Range(0, points.Count).Select(row => new RowScore(
            row + 1, energies[row], double.IsFinite(logDensities[row]) ? logDensities[row] : null, 1 + Below(descending, -energies[row]), 1 - (Below(usual, energies[row]) / (double)usual.Length)))]);
    }

    /// <summary>The scores as CSV.</summary>
    internal string Csv()
    {
        using StringWriter writer = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        WriteTo(writer);
        return writer.ToString();
    }

    /// <summary>Writes the scores as CSV.</summary>
    internal void WriteTo(TextWriter writer)
    {
        writer.WriteLine("row,energy,log-density,anomaly-rank,held-out-share");
        foreach (RowScore row in Rows)
        {
            writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{row.Row},{row.Energy:R},{row.LogDensity?.ToString("R", CultureInfo.InvariantCulture)},{row.AnomalyRank},{row.HeldOutShare:G6}"));
        }
    }

    private static int Below(double[] sorted, double value)
    {
        int place = Array.BinarySearch(sorted, value);
        place = place < 0 ? ~place : place;
        while (place > 0 && sorted[place - 1] == value)
        {
            place--;
        }

        return place;
    }
}
