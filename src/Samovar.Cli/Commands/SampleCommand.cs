using System.CommandLine;
using Samovar.Cli.Catalogue;
using Samovar.Compute.Randomness;
using Samovar.Compute.Threading;
using Samovar.Runs;
using Samovar.Samplers;

namespace Samovar.Cli.Commands;

/// <summary>Draws points: from a run into a file, or from a target by a method that needs no training.</summary>
internal sealed class SampleCommand : ICommand
{
    private const int MostDraws = 100_000_000;

    private readonly TargetSyntax source = new("RUN|TARGET", "Folder of a run; or, with --method, the name of a target or a C# file.");
    private readonly MethodSyntax method;
    private readonly Option<string?> count = SharedOptions.Text("--count", "N", "Number of draws. Default: 10000.");
    private readonly Option<string?> file = SharedOptions.Text(
        "--out", "FILE|DIR", "From a run: FILE.npy (float32, [n, d]) or FILE.csv. From a target: folder of the run. Default: runs/TARGET-METHOD-seedN.");
    private readonly Option<string?> refine = SharedOptions.Text(
        "--refine", "K", "From a run: move each draw by K leapfrog steps, in Metropolis-adjusted Hamiltonian trajectories of up to 20; costs K score evaluations per draw, "
        + "and before that up to 1,000 for each of at most 256 draws, to tune the steps. Draws are moved 32 at a time.");
    private readonly Option<bool> weighted = new("--weighted")
    {
        Description = "From a run: write importance weights too, which sum to 1: FILE.weights.npy (float64, [n]), or a column of FILE.csv.",
    };

    private readonly Option<string?> seed = SharedOptions.Text("--seed", "N", "Seed of these draws; other seeds give other draws. Default: the run's, or 1.");
    private readonly Option<string?> threads = SharedOptions.Text(
        "--threads", "N", "Threads to compute with. Default: one per processor. The result does not depend on it.");
    private readonly Option<string?> evaluations = SharedOptions.Evaluations("From a target: spend these evaluations, energies and scores together, such as 20M, whatever the precision; pt and smc.");
    private readonly Option<string?> time = SharedOptions.Text("--max-time", "TIME", "From a target: spend this time, such as 90s or 5m, whatever the precision; pt and smc.");
    private readonly Option<bool> strict = new("--strict") { Description = "From a target: exit with code 4 if there is any amber or red finding." };
    private readonly Option<bool> json = SharedOptions.Json();
    private readonly Option<bool> quiet = SharedOptions.Quiet();

    /// <summary>Makes the command.</summary>
    /// <param name="catalogue">The methods, whose options are options of this command.</param>
    internal SampleCommand(IdeaCatalogue catalogue)
    {
        source.AddTo(Syntax);
        method = new MethodSyntax(
            catalogue.DirectMethods, "Draw from a target, not from a trained sampler, by this method (see 'samovar methods').");
        method.AddTo(Syntax, count, file, refine, weighted, seed, evaluations, time, threads, strict, json, quiet);
    }

    /// <inheritdoc/>
    public Command Syntax { get; } = new("sample", "Draw from a trained sampler; or, with --method, directly from a target by a classical method.");

    /// <inheritdoc/>
    public int Run(ParseResult arguments, Host host, Problems problems)
    {
        IdeaCatalogue catalogue = new(host.Assemblies);
        return method.Name(arguments) is { } name
            ? FromTarget(name, arguments, host, catalogue, problems)
            : FromRun(arguments, host, catalogue, problems);
    }

    private int FromTarget(string name, ParseResult arguments, Host host, IdeaCatalogue catalogue, Problems problems)
    {
        if (arguments.GetValue(refine) is not null)
        {
            problems.Add("--refine moves draws of a run; with --method, draw first and refine what is in the run folder.");
        }

        if (arguments.GetValue(weighted))
        {
            problems.Add("--weighted is for draws from a run; a method that draws with weights leaves weights.npy in its run folder by itself. Leave it out.");
        }

        DirectWords words = new(source.Name(arguments), source.Options(arguments, problems), name, method.Options(arguments))
        {
            Out = arguments.GetValue(file),
            Count = arguments.GetValue(count),
            Seed = arguments.GetValue(seed),
            Threads = arguments.GetValue(threads),
            MaximumEvaluations = arguments.GetValue(evaluations),
            MaximumTime = arguments.GetValue(time),
            Strict = arguments.GetValue(strict),
        };
        if (new DirectPreflight(catalogue, host, problems).Job(words) is not { } job)
        {
            return ExitCode.Usage;
        }

        RunOutput output = new(host, arguments.GetValue(json), arguments.GetValue(quiet));
        return new DirectSampling(catalogue, host, output).Run(job, words.Strict, RunFinish.Count, RunFinish.Repeats);
    }

    private int FromRun(ParseResult arguments, Host host, IdeaCatalogue catalogue, Problems problems)
    {
        AddMissingMethod(arguments, catalogue, problems);
        if (problems.Any)
        {
            return ExitCode.Usage;
        }

        int? draws = Values.Whole("--count", arguments.GetValue(count), (1, MostDraws), null, problems);
        int? steps = Values.Whole("--refine", arguments.GetValue(refine), (1, 1_000_000), null, problems);
        string? path = DrawsFile.Destination(arguments.GetValue(file), host, problems);
        if (steps is not null && arguments.GetValue(weighted))
        {
            problems.Add("--weighted and --refine exclude each other: draws that were moved have lost their weights. Leave one out.");
        }

        ulong? chosenSeed = arguments.GetValue(seed) is { } text ? Values.Seed(text, 0, problems) : null;
        if (Values.Whole("--threads", arguments.GetValue(threads), (1, 1024), null, problems) is { } chosen)
        {
            WorkerPool.Configure(chosen);
        }

        OpenedRun? opened = new RunOpener(catalogue, host).OpenDrawable(source.Name(arguments), problems);
        if (opened?.DrawingProblem(draws, chosenSeed) is { } problem)
        {
            problems.Add(problem);
        }

        if (steps is not null && opened?.Subject is DataSubject)
        {
            problems.Add("--refine moves draws along the score of an energy, and this run learned from data. Leave it out.");
        }

        if (problems.Any || opened is null || path is null)
        {
            return ExitCode.Usage;
        }

        ulong used = chosenSeed ?? opened.Plan.Seed;
        Draws drawn = opened.Draw(draws, used, arguments.GetValue(weighted));
        double[]? weights = arguments.GetValue(weighted) ? Weights(drawn, opened.Plan) : null;
        Refinement? refinement = steps is { } moves
            ? Refinement.Of(((DensitySubject)opened.Subject).Target, drawn.Points, moves, RandomStream.FromSeed(used).Named("sample").Named("refinement"))
            : null;
        string? weightsFile = null;
        if (opened.Subject is DataSubject { Data: { } data })
        {
            DrawsFile.Write(path, drawn.Points, data);
        }
        else
        {
            weightsFile = DrawsFile.Write(path, refinement?.Points ?? drawn.Points, weights);
        }

        new SampleReport(path, drawn, used) { Weights = weights, WeightsFile = weightsFile, Refinement = refinement }
            .Tell(host, arguments.GetValue(json), arguments.GetValue(quiet));
        return ExitCode.Done;
    }

    /// <exception cref="ProblemException">The draws have no weights.</exception>
    private static double[] Weights(Draws drawn, RunPlan plan) => drawn.LogWeights is not { } logWeights
        ? throw new ProblemException(
            plan.IsDirect
                ? $"The draws of '{plan.Method}' all weigh the same. Leave --weighted out."
                : $"A sampler trained by '{plan.Method}' gives its draws no density, so they have no weights. Leave --weighted out, or train by a method with weights, such as vargrad.")
        : NormalizedWeights.Of(logWeights)
            ?? throw new ProblemException("No draw has any weight: the density is 0 at all of them. Look at the findings of 'samovar evaluate', and train longer.");

    /// <summary>A target without a method, or options that only a method understands.</summary>
    private void AddMissingMethod(ParseResult arguments, IdeaCatalogue catalogue, Problems problems)
    {
        string known = string.Join(", ", catalogue.DirectMethods.Select(entry => entry.Name));
        if (source.Name(arguments) is { } name && (TargetFile.IsFile(name) || IdeaCatalogue.Find(catalogue.Targets, name) is not null))
        {
            problems.Add($"'{name}' is a target, not a run. Which method should draw? Give --method, one of: {known}.");
            return;
        }

        string[] stray = [.. source.Options(arguments, problems).Keys, .. method.Options(arguments).Keys];
        if (stray.Length > 0)
        {
            problems.Add($"{string.Join(", ", stray.Select(option => $"'{option}'"))} cannot be chosen for a run; it is an option of a target or of a method. Leave it out.");
        }

        if (arguments.GetValue(evaluations) is not null || arguments.GetValue(time) is not null)
        {
            problems.Add("--max-evaluations and --max-time are for draws from a target; a run is trained already. Leave them out.");
        }

        if (arguments.GetValue(strict))
        {
            problems.Add("--strict is for draws from a target; draws of a run are judged by 'samovar evaluate --strict'.");
        }
    }
}
