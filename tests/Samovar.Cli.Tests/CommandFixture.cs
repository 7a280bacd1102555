using System.Reflection;
using Samovar.Cli.Commands;
using Samovar.Cli.Tests.Fakes;

namespace Samovar.Cli.Tests;

/// <summary>What a command line did.</summary>
internal sealed record Transcript(int Code, string Output, string Error);

/// <summary>A clock that advances by a fixed amount whenever it is read, and tells how often it was.</summary>
internal sealed class TickingClock(double secondsPerReading, Action<int>? onReading = null) : TimeProvider
{
    private int readings;

    public override long TimestampFrequency => 1_000;

    public override long GetTimestamp()
    {
        readings++;
        onReading?.Invoke(readings);
        return (long)(readings * secondsPerReading * TimestampFrequency);
    }
}

/// <summary>Runs command lines in a folder of their own, with the fake target and method.</summary>
public abstract class CommandFixture : IDisposable
{
    protected CommandFixture() => Folder = Directory.CreateTempSubdirectory("samovar-test-").FullName;

    protected string Folder { get; }

    /// <summary>Where catalogued ideas are found: the fakes alone, unless a test needs more.</summary>
    private protected virtual IReadOnlyList<Assembly> Assemblies => [typeof(TwoBumps).Assembly];

    private protected Transcript Run(params string[] arguments) => RunWith(new TickingClock(0.001), default, arguments);

    private protected Transcript RunWith(TimeProvider clock, CancellationToken cancellation, params string[] arguments)
    {
        StringWriter output = new() { NewLine = "\n" };
        StringWriter error = new() { NewLine = "\n" };
        Host host = new(output, error)
        {
            Folder = Folder,
            Clock = clock,
            Assemblies = Assemblies,
            Cancellation = cancellation,
        };
        int code = CommandLine.Run(arguments, host);
        return new Transcript(code, output.ToString(), error.ToString());
    }

    private protected Transcript Train(string name, params string[] more) =>
        Run(["train", "two-bumps", "--method", "mean-field", "--preset", "quick", "--out", name, .. more]);

    protected string At(params string[] parts) => Path.Combine([Folder, .. parts]);

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
