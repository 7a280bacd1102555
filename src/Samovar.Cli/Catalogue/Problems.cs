namespace Samovar.Cli.Catalogue;

/// <summary>Everything wrong with a command, found before anything runs and told at once.</summary>
internal sealed class Problems
{
    private readonly List<string> sentences = [];

    /// <summary>True if something is wrong.</summary>
    internal bool Any => sentences.Count > 0;

    /// <summary>Whether they are what --strict asks about, a density that gives no method a start, and not a mistake in the words.</summary>
    internal bool AreFindings { get; set; }

    /// <summary>The problems, in the order found.</summary>
    internal IReadOnlyList<string> Sentences => sentences;

    /// <summary>Adds a problem.</summary>
    /// <param name="sentence">What is wrong, what would be right, what to do.</param>
    internal void Add(string sentence) => sentences.Add(sentence);

    /// <summary>Adds what an exception says about an argument, without its technical tail.</summary>
    internal void Add(Exception exception) => Add(Plain(exception));

    /// <summary>Adds what an examination finds, each with the place that it is about.</summary>
    internal void At(string place, Action<Problems> examine)
    {
        Problems own = new();
        examine(own);
        sentences.AddRange(own.Sentences.Select(sentence => $"{place}: {sentence}"));
    }

    /// <summary>The message of an exception without the parameter's name and value that the runtime appends.</summary>
    internal static string Plain(Exception exception)
    {
        string message = exception.Message;
        int tail = exception is ArgumentException ? message.IndexOf(" (Parameter '", StringComparison.Ordinal) : -1;
        return tail < 0 ? message : message[..tail];
    }
}
