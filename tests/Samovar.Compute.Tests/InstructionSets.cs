using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.RegularExpressions;

namespace Samovar.Compute.Tests;

/// <summary>Runs a class of tests again, in a child process whose processor seems to lack instruction sets.</summary>
/// <remarks>
/// The test assembly is an executable, so the child is the same program with a class filter and the runtime's switches in its environment. The child also
/// runs <see cref="InstructionSetWitness"/>, which fails if the switch did not take: a misspelt variable would otherwise test the fast path twice.
/// </remarks>
internal static partial class InstructionSets
{
    /// <summary>Tells the child how wide its vectors must be.</summary>
    public const string ExpectedBits = "SAMOVAR_EXPECTED_VECTOR_BITS";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>The widest accelerated vectors, in bits; 0 where there are none.</summary>
    public static int AcceleratedBits =>
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;

    /// <summary>Runs the class again with vectors of at most 256 bits.</summary>
    public static void RunNarrow<TTests>() => Run(typeof(TTests), 256, ("DOTNET_EnableAVX512", "0"));

    /// <summary>Runs the class again without vectors.</summary>
    public static void RunScalar<TTests>() => Run(typeof(TTests), 0, ("DOTNET_EnableHWIntrinsic", "0"));

    private static void Run(Type tests, int expectedBits, (string Name, string Value) setting)
    {
        if (AcceleratedBits < expectedBits)
        {
            Assert.Skip($"This processor has vectors of {AcceleratedBits} bits; the test needs at least {expectedBits}.");
        }

        string program = Path.Combine(AppContext.BaseDirectory, typeof(InstructionSets).Assembly.GetName().Name + (OperatingSystem.IsWindows() ? ".exe" : string.Empty));
        ProcessStartInfo start = new(program) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (string argument in new[] { "-class", tests.FullName!, "-class", typeof(InstructionSetWitness).FullName!, "-noColor" })
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment[setting.Name] = setting.Value;
        start.Environment[ExpectedBits] = expectedBits.ToString();
        // The runtime that runs this test runs the child, wherever it is installed.
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        using Process child = Process.Start(start)!;
        Task<string> errors = child.StandardError.ReadToEndAsync();
        Task<string> output = child.StandardOutput.ReadToEndAsync();
        if (!child.WaitForExit(Patience))
        {
            child.Kill(entireProcessTree: true);
            Assert.Fail($"{tests.Name} with {setting.Name}={setting.Value} did not end within {Patience}.");
        }

        string text = output.GetAwaiter().GetResult() + errors.GetAwaiter().GetResult();
        Assert.True(child.ExitCode == 0, $"{tests.Name} fails with {setting.Name}={setting.Value} (exit code {child.ExitCode}):\n{text}");
        // Two tests belong to the witness or were asked for; a filter that matches nothing must not pass for success.
        Match total = TotalPattern().Match(text);
        Assert.True(total.Success && int.Parse(total.Groups[1].Value) > InstructionSetWitness.Count, $"{tests.Name} was not run by the child:\n{text}");
    }

    [GeneratedRegex(@"Total: (\d+)")]
    private static partial Regex TotalPattern();
}

/// <summary>Proves inside the child that the switch took.</summary>
public sealed class InstructionSetWitness
{
    /// <summary>How many tests the witness adds to the child's total.</summary>
    public const int Count = 1;

    [Fact]
    public void The_vectors_are_as_wide_as_the_parent_process_asked_for()
    {
        string? expected = Environment.GetEnvironmentVariable(InstructionSets.ExpectedBits);
        if (expected is null)
        {
            Assert.Skip("Only means something in a child process with instruction sets switched off.");
        }

        Assert.Equal(int.Parse(expected), InstructionSets.AcceleratedBits);
    }
}
