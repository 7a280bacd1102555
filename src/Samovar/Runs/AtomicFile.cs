using System.Text;

namespace Samovar.Runs;

/// <summary>Writes files that are either wholly there or not at all.</summary>
/// <remarks>
/// The content goes to a temporary name in the same folder, is flushed to the disk and then renamed, which replaces the old file in one step.
/// </remarks>
public static class AtomicFile
{
    private const string TemporarySuffix = ".partial";

    /// <summary>Writes a file.</summary>
    /// <param name="path">The file; replaced if it exists. Its folder must exist.</param>
    /// <param name="write">Writes the content; may be told by an <see cref="IOException"/> that the disk is full.</param>
    /// <exception cref="IOException">The file cannot be written; the old one, if any, is intact and nothing temporary is left.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        string temporary = path + TemporarySuffix;
        try
        {
            using (FileStream stream = new(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Remove(temporary);
            string kept = File.Exists(path) ? " The file that was there is unchanged." : string.Empty;
            throw new IOException(
                $"'{path}' could not be written: {exception.Message.TrimEnd('.')}.{kept} Free some space or choose a folder that can be written to.",
                exception);
        }
        catch
        {
            Remove(temporary);
            throw;
        }
    }

    /// <summary>Writes a text file in UTF-8 without a byte order mark.</summary>
    /// <param name="path">The file; replaced if it exists.</param>
    /// <param name="text">Its content.</param>
    /// <exception cref="IOException">The file cannot be written; the old one, if any, is intact.</exception>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    // The first failure is the one to report: a folder that refuses the removal too must not hide it.
    private static void Remove(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return;
        }
    }
}
