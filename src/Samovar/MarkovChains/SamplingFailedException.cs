namespace Samovar.MarkovChains;

/// <summary>A sampler cannot come to any draw, for a reason that lies in the target or the settings.</summary>
/// <param name="message">What was tried, why it failed and what to do.</param>
public sealed class SamplingFailedException(string message) : Exception(message);
