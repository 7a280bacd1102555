using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Samovar.House.Tests;

/// <summary>Compiles and runs a one-file program of samples/.</summary>
internal static class Sample
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;";

    /// <summary>The errors of a program; empty if it compiles.</summary>
    internal static IReadOnlyList<string> Errors(SourceFile file) =>
        [.. Compile(file).GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(error => error.ToString())];

    /// <summary>Runs a program and returns what it prints.</summary>
    internal static string Run(SourceFile file, params string[] arguments)
    {
        using MemoryStream image = new();
        EmitResult result = Compile(file).Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        image.Position = 0;
        MethodInfo entry = new AssemblyLoadContext("sample", isCollectible: true).LoadFromStream(image).EntryPoint!;
        TextWriter console = Console.Out;
        using StringWriter output = new();
        Console.SetOut(output);
        try
        {
            entry.Invoke(null, [arguments]);
        }
        finally
        {
            Console.SetOut(console);
        }

        return output.ToString();
    }

    private static CSharpCompilation Compile(SourceFile file)
    {
        CSharpParseOptions parsing = new CSharpParseOptions(LanguageVersion.Latest).WithFeatures([new("FileBasedProgram", "true")]);
        string trusted = AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? string.Empty;
        return CSharpCompilation.Create(
            "sample-" + Path.GetFileNameWithoutExtension(file.Path),
            [CSharpSyntaxTree.ParseText(file.Text, parsing, file.Path), CSharpSyntaxTree.ParseText(ImplicitUsings, parsing)],
            trusted.Split(Path.PathSeparator).Where(path => path.Length > 0).Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
    }
}
