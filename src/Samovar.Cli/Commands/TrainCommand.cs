using System.CommandLine;
using Samovar.Cli.Catalogue;
using Samovar.Cli.Live;

namespace Samovar.Cli.Commands;

/// <summary>Trains a sampler and reports on it.</summary>
internal sealed class TrainCommand : ICommand
{
    private readonly TargetSyntax target = new();
    private readonly MethodSyntax method;
    private readonly Option<string?> preset = SharedOptions.Text("--preset", "NAME", "Settings of the method: quick, default or paper.");
    private readonly Option<string?> seed = SharedOptions.Text("--seed", "N", "Seed of all randomness. Default: 1.");
    private readonly Option<string?> folder = SharedOptions.Text("--out", "DIR", "Folder of the run. Default: runs/TARGET-METHOD-seedN.");
    private readonly Option<string?> steps = SharedOptions.Text("--steps", "N", "Number of training steps, instead of the preset's.");
    private readonly Option<string?> time = SharedOptions.Text(
        "--max-time", "TIME", "Plan as many steps as this time allows, such as 90s, 5m or 1h30m, judged by a short trial. With --steps or --resume: stop after this time; --resume goes on.");
    private readonly Option<string?> evaluations = SharedOptions.Evaluations("Plan as many steps as these evaluations allow: energies and scores together, such as 20M.");
    private readonly Option<string?> threads = SharedOptions.Text(
        "--threads", "N", "Threads to compute with. Default: one per processor. The result does not depend on it.");
    private readonly Option<bool> resume = new("--resume") { Description = "Go on with a stopped run from its last checkpoint." };
    private readonly Option<bool> watch = new("--watch") { Description = "Show training in a browser on this machine; prints the address." };
    private readonly Option<string?> watchPort = SharedOptions.Text("--watch-port", "N", "Port for --watch. Default: any free one.");
    private readonly Option<bool> strict = SharedOptions.Strict();
    private readonly Option<bool> json = SharedOptions.Json();
    private readonly Option<bool> quiet = SharedOptions.Quiet();

    /// <summary>Makes the command.</summary>
    /// <param name="catalogue">The methods, whose options are options of this command.</param>
    internal TrainCommand(IdeaCatalogue catalogue)
    {
        target.AddTo(Syntax);
        method = new MethodSyntax(catalogue.TrainedMethods, "Method, see 'samovar methods'. Default: dikl, or sd-flow for data.");
        method.AddTo(Syntax, preset, seed, folder, steps, evaluations, time, resume, threads, watch, watchPort, strict, json, quiet);
    }

    /// <inheritdoc/>
    public Command Syntax { get; } = new("train", "Train a one-step sampler for a target, measure its draws and write a report.");

    /// <inheritdoc/>
    public int Run(ParseResult arguments, Host host, Problems problems)
    {
        IdeaCatalogue catalogue = new(host.Assemblies);
        (string? name, SortedDictionary<string, string> options) = target.Subject(arguments, problems);
        TrainWords words = new(name, options)
        {
            Method = method.Name(arguments),
            MethodOptions = method.Options(arguments),
            Preset = arguments.GetValue(preset),
            Seed = arguments.GetValue(seed),
            Out = arguments.GetValue(folder),
            Steps = arguments.GetValue(steps),
            MaximumTime = arguments.GetValue(time),
            MaximumEvaluations = arguments.GetValue(evaluations),
            Threads = arguments.GetValue(threads),
        };
        using LiveRun? live = Watched(arguments, problems);
        RunOutput output = new(host, arguments.GetValue(json), arguments.GetValue(quiet));
        TrainPreflight preflight = new(catalogue, host, problems, output.Say);
        TrainRequest? request = arguments.GetValue(resume) ? preflight.Resumed(words) : preflight.New(words);
        if (request is null || problems.Any)
        {
            return ExitCode.Usage;
        }

        output.Announce(request, live?.Address);
        return new RunTraining(catalogue, host, output) { Live = live }.Run(request, arguments.GetValue(strict), RunFinish.Count, RunFinish.Repeats);
    }

    /// <summary>Takes the port before anything else happens, so that a busy one is told before the first step.</summary>
    private LiveRun? Watched(ParseResult arguments, Problems problems)
    {
        int? port = Values.Whole("--watch-port", arguments.GetValue(watchPort), (1, 65_535), 0, problems);
        if (!arguments.GetValue(watch) && arguments.GetValue(watchPort) is null)
        {
            return null;
        }

        if (arguments.GetValue(quiet))
        {
            problems.Add("--quiet hides the address that --watch prints. Leave one of them out.");
        }

        return problems.Any || LiveServer.Open(port!.Value, problems) is not { } server ? null : new LiveRun(server);
    }
}
