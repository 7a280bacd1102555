namespace Samovar;

/// <summary>Names an idea (target, method, metric, check) for the command line. The library itself only quotes it.</summary>
/// <param name="name">The field's name in kebab-case, unique within its kind.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class CataloguedAttribute(string name) : Attribute
{
    /// <summary>The field's name in kebab-case.</summary>
    public string Name { get; } = name;
}
