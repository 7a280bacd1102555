namespace Samovar.House.Tests;

/// <summary>Compares a text with the accepted one beside the tests.</summary>
internal static class Snapshot
{
    /// <summary>Fails, and says how to accept, if the text differs from the accepted file.</summary>
    internal static void Matches(string path, string text)
    {
        if (Difference(Repository.FullPath(path), text) is { } complaint)
        {
            Assert.Fail(complaint);
        }
    }

    /// <summary>What differs, or null. A text that differs is left beside the accepted one.</summary>
    internal static string? Difference(string accepted, string text)
    {
        string received = Path.ChangeExtension(accepted, ".received" + Path.GetExtension(accepted));
        string[] old = File.Exists(accepted) ? File.ReadAllLines(accepted) : [];
        string[] now = text.TrimEnd('\n').Split('\n');
        if (old.SequenceEqual(now))
        {
            File.Delete(received);
            return null;
        }

        File.WriteAllText(received, text);
        int line = Enumerable.Range(0, Math.Max(old.Length, now.Length)).First(index => old.ElementAtOrDefault(index) != now.ElementAtOrDefault(index));
        return $"The text differs from '{Path.GetFileName(accepted)}', first in line {line + 1}:\n"
            + $"  accepted: {old.ElementAtOrDefault(line) ?? "(end)"}\n  received: {now.ElementAtOrDefault(line) ?? "(end)"}\n"
            + $"If the change is meant, accept it: mv '{received}' '{accepted}'";
    }
}
