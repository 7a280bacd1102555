using Samovar.Cli.Catalogue;
using Samovar.Runs;

namespace Samovar.Cli.Commands;

/// <summary>Finds a folder for a new run and says what the run is made from.</summary>
/// <param name="host">Where the command runs.</param>
/// <param name="resolver">Knows which options of targets are files.</param>
/// <param name="problems">Takes everything that is wrong.</param>
internal sealed class RunPlace(Host host, TargetResolver resolver, Problems problems)
{
    /// <summary>The folder of a new run: the chosen one, or the first free one under 'runs'.</summary>
    internal string New(string? chosen, string? target, string method, ulong seed)
    {
        string folder = chosen is not null ? host.FullPath(chosen) : Names(target, method, seed).First(name => !Path.Exists(name));
        if (RunFolder.Problem(folder) is { } problem)
        {
            problems.Add(problem);
        }

        return folder;
    }

    /// <summary>The folders that runs of this kind get, in order.</summary>
    internal IEnumerable<string> Names(string? target, string method, ulong seed)
    {
        string name = Path.Combine(host.Folder, "runs", $"{Path.GetFileNameWithoutExtension(target ?? "target")}-{method}-seed{seed}");
        return Enumerable.Range(1, int.MaxValue).Select(number => number == 1 ? name : $"{name}-{number}");
    }

    /// <summary>The files that a run is made from, by role.</summary>
    internal Dictionary<string, RunInput> Inputs(string target, IReadOnlyDictionary<string, string> options)
    {
        Dictionary<string, RunInput> inputs = new(StringComparer.Ordinal);
        if (TargetFile.IsFile(target))
        {
            inputs["target"] = RunInput.Of(host.FullPath(target));
        }

        if (SubjectResolver.IsTable(target))
        {
            inputs[SubjectResolver.DataOption] = RunInput.Of(host.FullPath(target));
        }

        foreach (string option in resolver.FileOptions(target).Where(options.ContainsKey))
        {
            inputs[option] = RunInput.Of(host.FullPath(options[option]));
        }

        return inputs;
    }

    /// <summary>Makes the folder, with run.json and a copy of a target file.</summary>
    internal static RunFolder Create(string folder, RunManifest manifest)
    {
        RunFolder created = RunFolder.Create(folder, manifest);
        if (manifest.Inputs.TryGetValue("target", out RunInput? source))
        {
            AtomicFile.Write(Path.Combine(created.Location, OpenedRun.TargetCopy), stream => stream.Write(File.ReadAllBytes(source.Path)));
        }

        return created;
    }
}
