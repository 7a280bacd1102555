namespace Samovar.Benchmarks;

/// <summary>A benchmark: one file with one class that implements this and has a parameterless constructor. It is found by reflection.</summary>
public interface IBenchmark
{
    /// <summary>The word that selects it on the command line.</summary>
    string Name { get; }

    /// <summary>Measures and prints.</summary>
    /// <param name="arguments">The command line after the name.</param>
    void Run(string[] arguments);
}
