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

        return Create(Compile(text, shownAs), shownAs);
    }

    /// <summary>True if an exception was thrown by code of a target file.</summary>
    internal static bool Threw(Exception exception) =>
        new StackTrace(exception).GetFrames().Any(frame => frame.GetMethod()?.Module.Assembly is { IsCollectible: true });

    /// <summary>What an exception thrown by a target file says to its author.</summary>
    internal static string Describe(Exception exception, string shownAs)
    {
        StackFrame? frame = Array.Find(
            new StackTrace(exception, fNeedFileInfo: true).GetFrames(),
            candidate => candidate.GetMethod()?.Module.Assembly is { IsCollectible: true } && candidate.GetFileLineNumber() > 0);
        string place = frame is null ? shownAs : $"{shownAs}({frame.GetFileLineNumber()},{frame.GetFileColumnNumber()})";
        return $"{place}: the target's code failed with {exception.GetType().Name}: {Problems.Plain(exception)}";
    }

    private static Assembly Compile(string text, string shownAs)
    {
        CSharpParseOptions parsing = new(LanguageVersion.Latest);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "samovar-target-file",
            [
                CSharpSyntaxTree.ParseText(TargetFileText.Compilable(text, shownAs), parsing, shownAs, System.Text.Encoding.UTF8),
                CSharpSyntaxTree.ParseText(TargetFileText.GlobalUsings, parsing),
            ],
            References(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
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
        FileLinePositionSpan place = error.Location.GetMappedLineSpan();
        string message = error.GetMessage();
        string position = place.IsValid ? $"({place.StartLinePosition.Line + 1},{place.StartLinePosition.Character + 1})" : string.Empty;
        return $"  {shownAs}{position}: error {error.Id}: {message}{Advice(error.Id, message)}";
    }

    private static string Advice(string id, string message) => message.Contains("Traced", StringComparison.Ordinal) && id != "CS0619"
        ? "\n    Energies are recorded on traced values: write Exp, Log, Sqrt, Square … (TracedMath) instead of Math.Exp …, and Where(condition, a, b) "
            + "instead of 'if' and '?:'."
        : string.Empty;

    private static ITarget Create(Assembly assembly, string shownAs)
    {
        try
        {
            return Candidates(assembly).FirstOrDefault()?.Invoke() ?? throw new TargetFileException(
                $"The target file '{shownAs}' makes no target. End it with 'Target.FromEnergy(2, x => …, name: \"…\")', "
                + "or write a public class that implements ITarget and has a constructor without parameters.");
        }
        catch (TargetInvocationException exception) when (exception.InnerException is { } inner)
        {
            throw new TargetFileException(Describe(inner, shownAs), inner);
        }
    }

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
