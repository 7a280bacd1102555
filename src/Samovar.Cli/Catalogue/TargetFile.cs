using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Samovar.Targets;

namespace Samovar.Cli.Catalogue;

/// <summary>Targets written in a C# file, compiled when needed. The code has the full rights of the user who runs it.</summary>
internal static class TargetFile
{
    private const int MostErrorsShown = 5;
    private const string Forms = "End it with 'Target.FromEnergy(2, x => …, name: \"…\")', "
        + "or write a public class that implements ITarget and has a constructor without parameters.";

    /// <summary>True if a target is named by a file rather than by its catalogue name.</summary>
    internal static bool IsFile(string target) => target.EndsWith(".cs", StringComparison.OrdinalIgnoreCase);

    /// <summary>Compiles a file and makes its target.</summary>
    /// <param name="path">The file.</param>
    /// <param name="shownAs">Its name in messages.</param>
    /// <exception cref="TargetFileException">The file is missing, does not compile, makes no target, or fails while making it.</exception>
    internal static ITarget Load(string path, string shownAs)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TargetFileException($"The target file '{shownAs}' cannot be read: {exception.Message}", exception);
        }

        try
        {
            return Create(Compile(text, shownAs, OptimizationLevel.Release), shownAs);
        }
        catch (TargetInvocationException)
        {
            // Optimized code does not know its lines; the same failure in plain code does.
            return Explained(text, shownAs);
        }
    }

    /// <summary>True if an exception was thrown by code of a target file.</summary>
    internal static bool Threw(Exception exception) =>
        new StackTrace(exception).GetFrames().Any(IsOfTargetFile);

    /// <summary>What an exception thrown by a target file says to its author.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="shownAs">The file's name where the exception does not know its place.</param>
    internal static string Describe(Exception exception, string shownAs)
    {
        StackFrame frame = new StackTrace(exception, fNeedFileInfo: true).GetFrames().First(IsOfTargetFile);
        string place = frame.GetFileLineNumber() > 0 ? $"{frame.GetFileName()}({frame.GetFileLineNumber()})" : shownAs;
        string kind = exception is ArgumentException ? string.Empty : $"the target's code failed with {exception.GetType().Name}: ";
        return $"{place}: {kind}{Problems.Plain(exception)}";
    }

    private static bool IsOfTargetFile(StackFrame frame) => frame.GetMethod()?.Module.Assembly is { IsCollectible: true };

    private static ITarget Explained(string text, string shownAs)
    {
        try
        {
            return Create(Compile(text, shownAs, OptimizationLevel.Debug), shownAs);
        }
        catch (TargetInvocationException exception) when (exception.InnerException is { } inner)
        {
            throw new TargetFileException(Threw(inner) ? Describe(inner, shownAs) : $"{shownAs}: {Problems.Plain(inner)}", inner);
        }
    }

    private static Assembly Compile(string text, string shownAs, OptimizationLevel level)
    {
        CSharpParseOptions parsing = new(LanguageVersion.Latest);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "samovar-target-file",
            [
                CSharpSyntaxTree.ParseText(TargetFileText.Compilable(text, shownAs), parsing, shownAs, System.Text.Encoding.UTF8),
                CSharpSyntaxTree.ParseText(TargetFileText.GlobalUsings, parsing),
            ],
            References(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: level));
        using MemoryStream image = new();
        using MemoryStream symbols = new();
        EmitResult result = compilation.Emit(image, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb));
        if (!result.Success)
        {
            throw new TargetFileException(Errors(result.Diagnostics, shownAs));
        }

        image.Position = 0;
        symbols.Position = 0;
        return new AssemblyLoadContext("samovar-target-file", isCollectible: true).LoadFromStream(image, symbols);
    }

    private static IEnumerable<MetadataReference> References()
    {
        string trusted = AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? string.Empty;
        IEnumerable<string> platform = trusted.Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is { } name && (name.StartsWith("System.", StringComparison.Ordinal) || name == "netstandard.dll"));
        string[] own = [typeof(ITarget).Assembly.Location, typeof(Compute.Batch).Assembly.Location];
        return platform.Concat(own).Select(path => MetadataReference.CreateFromFile(path));
    }

    private static string Errors(IEnumerable<Diagnostic> diagnostics, string shownAs)
    {
        Diagnostic[] errors = [.. diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
        IEnumerable<string> lines = errors.Take(MostErrorsShown).Select(error => Line(error, shownAs));
        string more = errors.Length > MostErrorsShown ? $"\n  and {errors.Length - MostErrorsShown} more errors" : string.Empty;
        return $"The target file '{shownAs}' does not compile:\n{string.Join('\n', lines)}{more}";
    }

    private static string Line(Diagnostic error, string shownAs)
    {
        if (error.Id == "CS0161" && error.GetMessage().Contains(TargetFileText.WrapperName, StringComparison.Ordinal))
        {
            return $"  {shownAs}: it ends without giving a target. {Forms}";
        }

        FileLinePositionSpan place = error.Location.GetMappedLineSpan();
        string position = place.IsValid ? $"({place.StartLinePosition.Line + 1},{place.StartLinePosition.Character + 1})" : string.Empty;
        return $"  {shownAs}{position}: error {error.Id}: {Message(error)}";
    }

    private static string Message(Diagnostic error)
    {
        const string Refused = "is obsolete: '";
        string message = error.GetMessage();
        int reason = message.IndexOf(Refused, StringComparison.Ordinal);
        return reason >= 0 ? message[(reason + Refused.Length)..].TrimEnd('\'')
            : !message.Contains("Traced", StringComparison.Ordinal) ? message
            : message + "\n    Energies are recorded on traced values: write Exp, Log, Sqrt, Square … (TracedMath) instead of Math.Exp …, "
                + "and Where(condition, a, b) instead of 'if' and '?:'.";
    }

    private static ITarget Create(Assembly assembly, string shownAs) =>
        Candidates(assembly).FirstOrDefault()?.Invoke() ?? throw new TargetFileException($"The target file '{shownAs}' makes no target. {Forms}");

    private static IEnumerable<Func<ITarget?>> Candidates(Assembly assembly)
    {
        const BindingFlags Static = BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly;
        Type[] types = assembly.GetTypes();
        foreach (MethodInfo method in types.SelectMany(type => type.GetMethods(Static)))
        {
            if (typeof(ITarget).IsAssignableFrom(method.ReturnType) && method.GetParameters().Length == 0 && !method.ContainsGenericParameters)
            {
                yield return () => (ITarget?)method.Invoke(null, null);
            }
        }

        foreach (Type type in types.Where(type => typeof(ITarget).IsAssignableFrom(type) && !type.IsAbstract))
        {
            if (type.GetConstructor(Type.EmptyTypes) is { } constructor)
            {
                yield return () => (ITarget)constructor.Invoke(null);
            }
        }
    }
}
