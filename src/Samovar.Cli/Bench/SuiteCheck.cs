using Samovar.Cli.Catalogue;
using Samovar.Cli.Commands;
using Samovar.Methods;

namespace Samovar.Cli.Bench;

/// <summary>Finds everything that would keep a cell of a suite from running, before the first one runs.</summary>
/// <param name="catalogue">The ideas known by name.</param>
/// <param name="host">Where the command runs.</param>
/// <param name="problems">Takes everything that is wrong.</param>
internal sealed class SuiteCheck(IdeaCatalogue catalogue, Host host, Problems problems)
{
    private readonly SubjectResolver resolver = new(catalogue);

    /// <summary>Looks at targets, methods, every pair of them, and the metrics to show.</summary>
    internal void Examine(BenchSuite suite, Place top)
    {
        (SuiteTarget Target, Subject? Subject)[] subjects = [.. suite.Targets.Select(target => (target, Subject(target)))];
        foreach (SuiteMethod method in suite.Methods)
        {
            if (IdeaCatalogue.Find(catalogue.DirectMethods, method.Name) is not null)
            {
                AddDirect(suite, method, subjects);
            }
            else
            {
                AddTrained(suite, method, subjects);
            }
        }

        string[] known = [.. catalogue.Metrics.Concat(catalogue.DataMetrics).Concat(catalogue.EnergyMetrics).Select(entry => entry.Name), "log-normalizer", "log-normalizer-error"];
        foreach (string unknown in suite.Show.Append(suite.Quality).OfType<string>().Except(known, StringComparer.Ordinal))
        {
            problems.Add($"{top.File}: {NearestName.Sentence("metric", unknown, known)}");
        }
    }

    private Subject? Subject(SuiteTarget target)
    {
        Subject? subject = null;
        problems.At($"{target.Place}", own => subject = resolver.Resolve(target.Name, host, target.Options, own));
        return subject;
    }

    private void AddDirect(BenchSuite suite, SuiteMethod method, (SuiteTarget Target, Subject? Subject)[] subjects)
    {
        IDirectMethod? made = null;
        problems.At($"{method.Place}", own => made = catalogue.DirectMethod(method.Name, method.Options, own));
        if (method.Preset is not null || method.Steps is not null)
        {
            problems.Add($"{method.Place}: '{method.Name}' draws without training, so it has neither preset nor steps. Its settings are 'options': see samovar methods {method.Name}.");
        }

        if (!suite.Budget.IsEmpty && made is not (null or IBudgetedMethod))
        {
            problems.Add($"{method.Place}: '{method.Name}' cannot be told to spend a budget. Leave it out, or the suite's 'budget'.");
        }

        foreach ((SuiteTarget target, Subject? subject) in subjects)
        {
            if (subject is DataSubject)
            {
                problems.Add($"{method.Place}: '{target.Name}' is a data set, which has no energy, and '{method.Name}' draws from an energy.");
            }
            else if (made is not null && subject is DensitySubject density)
            {
                made.Problems(density.Target).ToList().ForEach(problem => problems.Add($"{method.Place}: {problem}"));
            }
        }
    }

    private void AddTrained(BenchSuite suite, SuiteMethod method, (SuiteTarget Target, Subject? Subject)[] subjects)
    {
        Learner? learner = null;
        problems.At($"{method.Place}", own => learner = catalogue.Method(method.Name, method.Options, own));
        if (method.Steps is not null && !suite.Budget.IsEmpty)
        {
            problems.Add($"{method.Place}: 'steps' and the suite's 'budget' both say how long to train. Leave one out.");
        }

        problems.At($"{method.Place}", own => Values.Whole("'steps'", method.Steps, (1, int.MaxValue), null, own));
        foreach ((SuiteTarget target, Subject subject) in subjects.Where(pair => pair.Subject is not null && learner is not null).Select(pair => (pair.Target, pair.Subject!)))
        {
            foreach (string problem in Pair(suite, method, (target, subject), learner!))
            {
                problems.Add($"{method.Place}: {problem}");
            }
        }
    }

    private IEnumerable<string> Pair(BenchSuite suite, SuiteMethod method, (SuiteTarget Target, Subject Subject) on, Learner learner)
    {
        if (learner.Mismatch(on.Subject, on.Target.Name, catalogue) is { } mismatch)
        {
            return [mismatch];
        }

        IReadOnlyList<string> presets = learner.Presets(on.Subject);
        if (method.Preset is { } preset && !presets.Contains(preset))
        {
            return [NearestName.Sentence("preset", preset, [.. presets])];
        }

        string[] counts = suite.Budget.Evaluations is not null && on.Subject is DataSubject
            ? [$"'{on.Target.Name}' is data, and the suite's 'budget' counts evaluations of an energy. Give it as 'time'."]
            : [];
        return [.. counts, .. method.Preset is { } chosen ? learner.Problems(on.Subject, chosen) : []];
    }
}
