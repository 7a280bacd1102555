namespace Samovar.House.Tests;

/// <summary>Asserts on lists of violations.</summary>
internal static class House
{
    /// <summary>Fails with every violation if there is any.</summary>
    internal static void Stands(IEnumerable<string> violations)
    {
        string[] found = [.. violations];
        Assert.True(found.Length == 0, $"{found.Length} violations:\n{string.Join('\n', found)}");
    }
}
