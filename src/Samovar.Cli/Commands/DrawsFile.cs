using System.Globalization;
using System.Text;
using Samovar.Cli.Catalogue;
using Samovar.Compute;
using Samovar.Data;
using Samovar.Runs;

namespace Samovar.Cli.Commands;

/// <summary>Draws as a file of their own, for other programs.</summary>
internal static class DrawsFile
{
    /// <summary>Where the draws go, or null and the problem.</summary>
    internal static string? Destination(string? text, Host host, Problems problems)
    {
        if (text is null)
        {
            problems.Add("Where should the draws go? Give --out FILE.npy or --out FILE.csv.");
            return null;
        }

        string path = host.FullPath(text);
        if (!IsCsv(path) && !path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase))
        {
            problems.Add($"--out is '{text}'; it should end in .npy or .csv.");
        }

        if (Directory.Exists(path))
        {
            problems.Add($"--out is '{text}', which is a folder; it should be a file.");
        }
        else if (!Directory.Exists(Path.GetDirectoryName(path)))
        {
            problems.Add($"--out is '{text}', but the folder '{Path.GetDirectoryName(path)}' does not exist. Make it first.");
        }

        return path;
    }

    /// <summary>Writes draws: float32 [n, d] as .npy, or .csv with columns x1, x2 and so on. Weights are a column of their own, or float64 [n] in FILE.weights.npy.</summary>
    /// <param name="path">The file; its ending decides.</param>
    /// <param name="points">[n, d] the draws.</param>
    /// <param name="weights">[n] their weights, which sum to 1, or null for draws alone.</param>
    /// <returns>The file that holds the weights, or null.</returns>
    /// <exception cref="IOException">A file cannot be written.</exception>
    internal static string? Write(string path, Batch points, double[]? weights)
    {
        if (IsCsv(path))
        {
            AtomicFile.Write(path, stream => WriteCsv(stream, points, weights));
            return weights is null ? null : path;
        }

        AtomicFile.Write(path, stream => NumpyFile.Write(stream, points));
        if (weights is null)
        {
            return null;
        }

        string beside = Path.ChangeExtension(path, ".weights.npy");
        AtomicFile.Write(beside, stream => NumpyFile.Write(stream, weights));
        return beside;
    }

    /// <summary>Writes draws learned from a table: .csv in its columns and units; .npy, float32 [n, columns], where all columns are numbers.</summary>
    /// <exception cref="ProblemException">Categories were asked for as .npy.</exception>
    internal static void Write(string path, Batch points, DataSet data)
    {
        if (IsCsv(path))
        {
            AtomicFile.Write(path, stream => RowText.Write(stream, points, data));
            return;
        }

        if (data.Layout is { } layout && layout.Columns.FirstOrDefault(column => column.Kind is ColumnKind.Category or ColumnKind.Constant) is { } named)
        {
            throw new ProblemException($"Column '{named.Name}' holds no numbers, which a .npy file cannot show. Give --out FILE.csv.");
        }

        Batch numbers = new(points.Count, data.Coordinates.Width);
        double[] row = new double[numbers.Dimension];
        for (int place = 0; place < points.Count; place++)
        {
            data.Coordinates.Undo(points.Row(place), row);
            for (int column = 0; column < row.Length; column++)
            {
                numbers[place, column] = (float)row[column];
            }
        }

        AtomicFile.Write(path, stream => NumpyFile.Write(stream, numbers));
    }

    private static bool IsCsv(string path) => path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);

    private static void WriteCsv(Stream stream, Batch points, double[]? weights)
    {
        using StreamWriter writer = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        string[] names = [.. Enumerable.Range(1, points.Dimension).Select(column => $"x{column}"), .. weights is null ? Array.Empty<string>() : ["weight"]];
        writer.WriteLine(string.Join(',', names));
        string[] cells = new string[names.Length];
        for (int row = 0; row < points.Count; row++)
        {
            for (int column = 0; column < points.Dimension; column++)
            {
                cells[column] = points[row, column].ToString("R", CultureInfo.InvariantCulture);
            }

            if (weights is not null)
            {
                cells[^1] = weights[row].ToString("R", CultureInfo.InvariantCulture);
            }

            writer.WriteLine(string.Join(',', cells));
        }
    }
}
