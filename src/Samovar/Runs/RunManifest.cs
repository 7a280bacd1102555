using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace Samovar.Runs;

/// <summary>The machine and the program that a run was started with.</summary>
/// <param name="Version">Version of Samovar.</param>
/// <param name="Runtime">Name and version of the runtime.</param>
/// <param name="Processor">The processor's own name for itself.</param>
/// <param name="Threads">Threads used for computing.</param>
public sealed record MachineFacts(string Version, string Runtime, string Processor, int Threads)
{
    /// <summary>Facts about this process.</summary>
    /// <param name="threads">Threads used for computing.</param>
    public static MachineFacts Current(int threads) =>
        new(ProgramVersion, RuntimeInformation.FrameworkDescription, ProcessorName(), threads);

    /// <summary>Version of Samovar, without build details.</summary>
    public static string ProgramVersion { get; } =
        (typeof(MachineFacts).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown").Split('+')[0];

    private static string ProcessorName()
    {
        const string List = "/proc/cpuinfo";
        string? line = File.Exists(List) ? File.ReadLines(List).FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?.Split(':', 2)[1].Trim() ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}

/// <summary>A file that a run was made from; a changed file would make another run.</summary>
/// <param name="Path">Where it was, in full.</param>
/// <param name="Sha256">Digest of its bytes, in hexadecimal.</param>
public sealed record RunInput(string Path, string Sha256)
{
    /// <summary>Describes a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static RunInput Of(string path) => new(System.IO.Path.GetFullPath(path), Digest(path));

    /// <summary>What is wrong with the file by now, or null if it still is what it was.</summary>
    public string? Change()
    {
        if (!File.Exists(Path))
        {
            return $"'{Path}', from which this run was made, is no longer there. Put it back.";
        }

        return Digest(Path) == Sha256 ? null : $"'{Path}' has changed since this run was made. Restore the old file, or train a new run.";
    }

    private static string Digest(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}

/// <summary>The place of a run in the grid of a benchmark.</summary>
/// <param name="Suite">Name of the suite.</param>
/// <param name="Target">What the suite calls the target, such as "mog40" or "mog40-10d".</param>
/// <param name="Method">What the suite calls the method with its settings, such as "dikl" or "dikl-quick".</param>
/// <param name="Definition">Digest of everything that defines the cell; a run with another digest is another run.</param>
public sealed record RunCell(string Suite, string Target, string Method, string Definition);

/// <summary>The content of run.json: what was asked for, from what, with what.</summary>
/// <param name="Plan">Everything needed to repeat the run.</param>
/// <param name="Machine">Where it was started.</param>
/// <param name="Inputs">Files it was made from, by role, such as "target" or "data".</param>
/// <param name="Command">The command line that repeats it.</param>
public sealed record RunManifest(RunPlan Plan, MachineFacts Machine, IReadOnlyDictionary<string, RunInput> Inputs, string Command)
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The table that was learned from; null for a target or a built-in data set.</summary>
    public DataRecord? Data { get; init; }

    /// <summary>The cell of a benchmark that this run fills; null for a run of its own.</summary>
    public RunCell? Cell { get; init; }

    /// <summary>The manifest as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Format) + "\n";

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="text">The JSON.</param>
    /// <param name="name">What to call the source in messages, such as its path.</param>
    /// <exception cref="InvalidDataException">The text is not a manifest; the message says where.</exception>
    public static RunManifest Parse(string text, string name)
    {
        try
        {
            return JsonSerializer.Deserialize<RunManifest>(text, Format) ?? throw new InvalidDataException($"'{name}' is empty; it should describe a run.");
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new InvalidDataException($"'{name}' does not describe a run of this version: {exception.Message}", exception);
        }
    }
}
