using Samovar.Runs;

namespace Samovar.Objectives;

/// <summary>What a loss has been over the last fifty steps or so; single large ones hardly move it.</summary>
internal sealed class UsualLoss : ICheckpointed
{
    private const double Rate = 0.02;

    private double usual = double.NaN;

    /// <summary>Whether a loss is larger than a multiple of the usual one; then takes it in, as that multiple if it is larger.</summary>
    public bool IsExceeded(double loss, double most)
    {
        if (double.IsNaN(usual))
        {
            usual = loss;
        }

        double limit = most * usual;
        usual += Rate * (Math.Min(loss, limit) - usual);
        return loss > limit;
    }

    public void Save(CheckpointSection section) => section.Write("value", usual);

    public void Load(CheckpointSection section)
    {
        Span<double> value = stackalloc double[1];
        section.Read("value", value);
        usual = value[0];
    }
}
