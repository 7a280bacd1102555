using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Samovar.Benchmarks;

/// <summary>The processor time of the calling thread: what a measurement on a shared machine would take on a quiet one, cold caches aside.</summary>
internal static partial class ThreadTime
{
    /// <summary>CLOCK_THREAD_CPUTIME_ID of Linux.</summary>
    private const int ThreadClock = 3;

    /// <summary>Wall and processor time of some work, in microseconds; the wall time twice where the system has no such clock.</summary>
    public static (double Wall, double Processor) Measure(Action work)
    {
        double processor = Now();
        long start = Stopwatch.GetTimestamp();
        work();
        double wall = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        return (wall, OperatingSystem.IsLinux() ? Now() - processor : wall);
    }

    private static double Now() =>
        OperatingSystem.IsLinux() && GetTime(ThreadClock, out TimeValue time) == 0 ? (time.Seconds * 1e6) + (time.Nanoseconds / 1e3) : 0;

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetTime(int clock, out TimeValue time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeValue
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
