using Samovar.MarkovChains.Tempering;
using Samovar.Runs;

namespace Samovar.Methods.Classical;

/// <summary>Curves over the inverse temperature, for reports.</summary>
internal static class TemperingCurves
{
    private const string Axis = "inverse temperature β";

    public static IReadOnlyList<Curve> Of(TemperedDraws draws)
    {
        IReadOnlyList<double> betas = draws.Schedule.InverseTemperatures;
        List<CurvePoint> barrier = [new(0, 0)];
        List<CurvePoint> local = [];
        for (int pair = 0; pair < draws.Rejections.Count; pair++)
        {
            double width = betas[pair + 1] - betas[pair];
            barrier.Add(new CurvePoint(betas[pair + 1], barrier[^1].Y + draws.Rejections[pair]));
            local.Add(new CurvePoint(0.5 * (betas[pair] + betas[pair + 1]), draws.Rejections[pair] / width));
        }

        return
        [
            new Curve("communication barrier up to β", Axis, barrier),
            new Curve("local communication barrier", Axis, local),
            Steps(betas, draws.StepSizes),
        ];
    }

    public static IReadOnlyList<Curve> Of(AnnealingSchedule schedule, IReadOnlyList<double> acceptances)
    {
        IReadOnlyList<double> betas = schedule.Temperatures.InverseTemperatures;
        return
        [
            new Curve("inverse temperature β", "temperature step", [.. betas.Select((beta, step) => new CurvePoint(step, beta))]),
            Steps(betas, schedule.StepSizes),
            new Curve("acceptance", Axis, [.. acceptances.Select((acceptance, step) => new CurvePoint(betas[step + 1], acceptance))]),
        ];
    }

    private static Curve Steps(IReadOnlyList<double> betas, IReadOnlyList<double> sizes) =>
        new("step size, in whitened coordinates", Axis, [.. betas.Zip(sizes, (beta, size) => new CurvePoint(beta, size)).Skip(1)]);
}
