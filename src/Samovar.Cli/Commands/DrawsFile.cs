using System.Globalization;
using System.Text;
using Samovar.Cli.Catalogue;
using Samovar.Compute;
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

    /// <summary>Writes draws: float32 [n, d] as .npy, or .csv with columns x1, x2 and so on.</summary>
    /// <param name="path">The file; its ending decides.</param>
    /// <param name="points">[n, d] the draws.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    internal static void Write(string path, Batch points) => AtomicFile.Write(path, stream =>
    {
        if (IsCsv(path))
        {
            WriteCsv(stream, points);
        }
        else
        {
            NumpyFile.Write(stream, points);
        }
    });

    private static bool IsCsv(string path) => path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);

    private static void WriteCsv(Stream stream, Batch points)
    {
        using StreamWriter writer = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine(string.Join(',', Enumerable.Range(1, points.Dimension).Select(column => $"x{column}")));
        string[] cells = new string[points.Dimension];
        for (int row = 0; row < points.Count; row++)
        {
            for (int column = 0; column < points.Dimension; column++)
            {
                cells[column] = points[row, column].ToString("R", CultureInfo.InvariantCulture);
            }

            writer.WriteLine(string.Join(',', cells));
        }
    }
}
