namespace Samovar.Cli.Commands;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    internal const int Done = 0;

    /// <summary>A bug in Samovar.</summary>
    internal const int InternalError = 1;

    /// <summary>Wrong usage, bad input, or a file that cannot be written.</summary>
    internal const int Usage = 2;

    /// <summary>A number stopped being finite during training.</summary>
    internal const int Diverged = 3;

    /// <summary>There are findings, and --strict was given.</summary>
    internal const int Findings = 4;

    /// <summary>Stopped by the user, with a checkpoint.</summary>
    internal const int Cancelled = 130;
}
