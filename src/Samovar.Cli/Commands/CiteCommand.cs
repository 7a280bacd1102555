using System.CommandLine;
using Samovar.Cli.Catalogue;
using Samovar.Runs;

namespace Samovar.Cli.Commands;

/// <summary>Prints the BibTeX entry of a method or of a run's method.</summary>
internal sealed class CiteCommand : ICommand
{
    private readonly Argument<string?> what = new("RUN|METHOD")
    {
        Description = "Folder of a run, or name of a method.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> json = SharedOptions.Json();

    internal CiteCommand()
    {
        Syntax.Add(what);
        Syntax.Add(json);
    }

    /// <inheritdoc/>
    public Command Syntax { get; } = new("cite", "Print the BibTeX entry of a method, or of the method of a run.");

    /// <inheritdoc/>
    public int Run(ParseResult arguments, Host host, Problems problems)
    {
        Citation? source = arguments.GetValue(what) is { } given ? Find(given, host, problems) : null;
        if (arguments.GetValue(what) is null)
        {
            problems.Add("Cite what? Name a run's folder or a method of 'samovar methods'.");
        }

        if (problems.Any || source is null)
        {
            return ExitCode.Usage;
        }

        host.Output.WriteLine(arguments.GetValue(json) ? JsonText.Of(source) : source.ToBibTeX());
        return ExitCode.Done;
    }

    private static Citation? Find(string given, Host host, Problems problems)
    {
        IdeaCatalogue catalogue = new(host.Assemblies);
        string folder = host.FullPath(given);
        if (!Directory.Exists(folder) || catalogue.Methods.Union(catalogue.DataMethods).Concat(catalogue.DirectMethods).Any(entry => entry.Name == given))
        {
            return catalogue.Source(given, problems);
        }

        try
        {
            return catalogue.Source(RunFolder.Open(folder).Manifest.Plan.Method, problems);
        }
        catch (InvalidDataException exception)
        {
            problems.Add(exception);
            return null;
        }
    }
}
