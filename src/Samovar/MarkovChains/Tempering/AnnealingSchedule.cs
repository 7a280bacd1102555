namespace Samovar.MarkovChains.Tempering;

/// <summary>A path from the reference to the target, with the step size that suits each temperature.</summary>
/// <param name="Temperatures">β from 0 to 1.</param>
/// <param name="StepSizes">[n] step sizes of the exploring kernel, in whitened coordinates.</param>
public sealed record AnnealingSchedule(TemperatureSchedule Temperatures, IReadOnlyList<double> StepSizes)
{
    /// <summary>The same path in smaller steps.</summary>
    /// <param name="factor">Steps for each present one, at least 1.</param>
    public AnnealingSchedule Refined(int factor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 1);
        IReadOnlyList<double> old = Temperatures.InverseTemperatures;
        List<double> betas = [0];
        for (int step = 1; step < old.Count; step++)
        {
            for (int part = 1; part <= factor; part++)
            {
                double beta = part == factor ? old[step] : old[step - 1] + ((old[step] - old[step - 1]) * part / factor);
                // Neighbours may be so close that there are not that many numbers between them.
                if (beta > betas[^1] && (beta < old[step] || part == factor))
                {
                    betas.Add(beta);
                }
            }
        }

        double[] logs = [.. StepSizes.Select(step => Math.Log(step))];
        return new AnnealingSchedule(TemperatureSchedule.Of(betas), [.. betas.Select(beta => Math.Exp(Temperatures.Interpolate(logs, beta)))]);
    }
}
