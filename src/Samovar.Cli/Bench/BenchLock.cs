using Samovar.Cli.Catalogue;

namespace Samovar.Cli.Bench;

/// <summary>Keeps two processes from running the same grid in the same folder. The system lets go of it when the process ends, however it ends.</summary>
internal sealed class BenchLock : IDisposable
{
    private const string FileName = ".bench-lock";

    private readonly FileStream stream;

    private BenchLock(FileStream stream) => this.stream = stream;

    /// <summary>Takes the lock of a folder, which is made if need be.</summary>
    /// <returns>The lock, or null and the problem.</returns>
    internal static BenchLock? Take(string folder, Problems problems)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new BenchLock(new FileStream(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add($"'{folder}' cannot be used: {exception.Message.TrimEnd('.')}. If another 'samovar bench' is running there, wait for it; else choose another folder with --out.");
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();
}
