using System.Text;
using Samovar.Compute;
using Samovar.Data;

namespace Samovar.Cli.Commands;

/// <summary>Draws as rows of the table that they were learned from, in its own columns and units.</summary>
internal static class RowText
{
    private static readonly char[] Special = [',', '"', '\n', '\r'];

    /// <summary>Writes a header and one row per draw.</summary>
    internal static void Write(Stream stream, Batch points, DataSet data)
    {
        using StreamWriter writer = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine(string.Join(',', data.ColumnNames.Select(Quoted)));
        for (int row = 0; row < points.Count; row++)
        {
            writer.WriteLine(string.Join(',', data.Decode(points.Row(row)).Select(Quoted)));
        }
    }

    /// <summary>A field as CSV wants it.</summary>
    internal static string Quoted(string field) =>
        field.IndexOfAny(Special) >= 0 ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
}
