namespace Samovar.MarkovChains.Tempering;

/// <summary>The probability that two neighbouring temperatures exchange their points.</summary>
/// <param name="hotterWork">W = Δβ·(ln p − ln q) at the point of the hotter one.</param>
/// <param name="colderWork">W at the point of the colder one.</param>
internal delegate double ExchangeRule(double hotterWork, double colderWork);

/// <summary>Rules of exchange.</summary>
internal static class ExchangeRules
{
    /// <summary>min(1, e^(hotter − colder)), which leaves the product of both densities unchanged; 0 where both points lie outside the support.</summary>
    public static double Metropolis(double hotterWork, double colderWork)
    {
        double probability = Math.Exp(Math.Min(0, hotterWork - colderWork));
        return double.IsNaN(probability) ? 0 : probability;
    }
}
