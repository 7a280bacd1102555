using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Methods;

/// <summary>A method whose whole schedule can be stretched or shortened to any number of steps.</summary>
public interface IAdjustableMethod : IMethod
{
    /// <summary>Builds everything a run needs, before its first step.</summary>
    /// <param name="target">The density to learn.</param>
    /// <param name="preset">One of <see cref="IMethod.Presets"/>.</param>
    /// <param name="seed">Seed of all randomness.</param>
    /// <param name="steps">Steps of the whole schedule, at least 1; replaces the preset's number.</param>
    TrainingSession Start(ITarget target, string preset, ulong seed, int steps);
}
