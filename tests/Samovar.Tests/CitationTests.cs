using System.Reflection;

namespace Samovar.Tests;

public sealed class CitationTests
{
    /// <summary>BibTeX takes " and " alone between authors; a second comma in a name would make parts of a name of them.</summary>
    [Fact]
    public void Every_author_of_every_citation_is_a_last_name_and_first_names()
    {
        Citation[] all = [.. All()];

        Assert.True(all.Length >= 15, $"only {all.Length} citations were found");
        Assert.All(all, citation => Assert.All(citation.Authors.Split(" and "), author => Assert.Matches(@"^\p{Lu}[^,]+, \p{Lu}[^,]*$", author)));
        Assert.All(all, citation => Assert.True(all.Where(other => other.Key == citation.Key).Distinct().Count() == 1, $"two papers have the key {citation.Key}"));
    }

    [Theory]
    [InlineData("arXiv:1905.02939", "journal = {arXiv:1905.02939}\n}")]
    [InlineData("Statistics and Computing 11", "journal = {Statistics and Computing},\n  volume = {11}\n}")]
    [InlineData("Journal of the Royal Statistical Society B 68(3)", "journal = {Journal of the Royal Statistical Society B},\n  volume = {68},\n  number = {3}\n}")]
    public void Volume_and_number_have_fields_of_their_own(string identifier, string ending)
    {
        string entry = new Citation("key", "A title", "Neal, Radford M.", 2001, identifier).ToBibTeX();

        Assert.Equal("@article{key,\n  title = {A title},\n  author = {Neal, Radford M.},\n  year = {2001},\n  " + ending, entry);
    }

    /// <summary>Those that stand as static properties, and those of every method and objective that needs nothing to be made.</summary>
    private static IEnumerable<Citation> All()
    {
        foreach (PropertyInfo property in typeof(Citation).Assembly.GetTypes().Where(type => !type.ContainsGenericParameters)
            .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance)).Where(property => property.PropertyType == typeof(Citation)))
        {
            Type type = property.DeclaringType!;
            if (property.GetMethod!.IsStatic)
            {
                yield return (Citation)property.GetValue(null)!;
            }
            else if (!type.IsAbstract && type.GetConstructors().FirstOrDefault() is { } constructor && constructor.GetParameters().All(parameter => parameter.HasDefaultValue || Empty(parameter) is not null))
            {
                yield return (Citation)property.GetValue(constructor.Invoke([.. constructor.GetParameters().Select(Empty)]))!;
            }
        }
    }

    /// <summary>What a constructor may get without thought: its default, or options as they are by themselves.</summary>
    private static object? Empty(ParameterInfo parameter) => parameter.HasDefaultValue ? parameter.DefaultValue
        : parameter.ParameterType.IsClass && parameter.ParameterType.GetConstructor([]) is { } options ? options.Invoke([]) : null;
}
