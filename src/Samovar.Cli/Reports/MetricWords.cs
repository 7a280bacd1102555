using System.Reflection;
using System.Text;
using System.Xml.Linq;
using Samovar.Cli.Catalogue;
using Samovar.Cli.Commands;
using Samovar.Metrics;

namespace Samovar.Cli.Reports;

/// <summary>Says in words what a metric asks and what its value means. The question is the summary that the metric's class carries in the code.</summary>
internal static class MetricWords
{
    /// <summary>Difference from the floor, as a share of it, that counts as none where no standard error is known.</summary>
    private const double Close = 0.05;

    /// <summary>Standard errors that are counted: the floor has noise of its own, so hundreds of them would say no more.</summary>
    private const int Many = 10;

    private static readonly Dictionary<string, string> Summaries = Load(typeof(Measurement).Assembly);

    /// <summary>What a metric asks; null where nobody wrote it down, as of metrics from elsewhere.</summary>
    /// <param name="name">Name of the metric.</param>
    /// <param name="subject">What it is measured against: the same name may ask something else of data.</param>
    internal static string? Question(string name, Subject subject)
    {
        if (name is "log-normalizer")
        {
            return "ln Z, the logarithm of the integral of the density, as the sampler estimates it.";
        }

        Type[] kinds = subject is DataSubject ? [typeof(IDataMetric), typeof(IEnergyMetric)] : [typeof(IMetric)];
        Type? found = Array.Find(
            typeof(Measurement).Assembly.GetTypes(),
            type => type.GetCustomAttribute<CataloguedAttribute>(inherit: false)?.Name == name && kinds.Any(kind => kind.IsAssignableFrom(type)));
        return found is null ? null : Summaries.GetValueOrDefault($"T:{found.FullName}");
    }

    /// <summary>A value beside what exact draws get, in standard errors of the difference: those of the value and of the floor. Where that of the floor is not known, neither is whether the draws are like exact ones.</summary>
    internal static string Reading(Measurement.Measured metric)
    {
        if (metric.Floor is not { } floor || !double.IsFinite(metric.Value))
        {
            return metric.Floor is null ? "no floor" : "not a finite number";
        }

        double difference = metric.Value - floor;
        bool hasError = double.IsFinite(metric.StandardError) && metric.StandardError > 0;
        string distance = $"{Phrases.Number(Math.Abs(difference))} {(difference > 0 ? "above" : "below")}";
        if (metric.FloorError is not { } floorError)
        {
            string place = difference == 0 ? "at the floor" : $"{distance} the floor";
            return hasError ? $"{place}, {Errors(difference, metric.StandardError)} of the draws alone" : $"{place}, whose error is not known";
        }

        double error = Math.Sqrt((metric.StandardError * metric.StandardError) + (floorError * floorError));
        bool alike = hasError ? Math.Abs(difference) <= 2 * error : Math.Abs(difference) <= Close * Math.Abs(floor);
        return alike ? "like exact draws" : $"{distance} exact draws{(hasError ? $", {Errors(difference, error)}" : string.Empty)}";
    }

    private static string Errors(double difference, double error)
    {
        double errors = Math.Abs(difference) / error;
        string number = Phrases.Multiple(errors);
        return errors > Many ? $"more than {Many} standard errors" : $"{number} standard {(number == "1" ? "error" : "errors")}";
    }

    /// <summary>The summaries of a library's classes, from the documentation file beside it; none where that file is missing.</summary>
    private static Dictionary<string, string> Load(Assembly library)
    {
        string path = Path.Combine(AppContext.BaseDirectory, $"{library.GetName().Name}.xml");
        return !File.Exists(path)
            ? []
            : XDocument.Load(path).Descendants("member")
                .Where(member => (member.Attribute("name")?.Value.StartsWith("T:Samovar.Metrics.", StringComparison.Ordinal) ?? false) && member.Element("summary") is not null)
                .ToDictionary(member => member.Attribute("name")!.Value, member => Plain(member.Element("summary")!), StringComparer.Ordinal);
    }

    // Metrics are named in kebab-case everywhere but in the code.
    private static string Kebab(string name) =>
        string.Concat(name.Select((letter, place) => char.IsUpper(letter) && place > 0 ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    private static string Plain(XElement summary)
    {
        StringBuilder text = new();
        foreach (XNode node in summary.Nodes())
        {
            text.Append(node is XElement element ? element.Attribute("cref") is { } named ? Kebab(named.Value.Split('.')[^1]) : element.Value : node.ToString());
        }

        return string.Join(' ', System.Net.WebUtility.HtmlDecode(text.ToString()).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
