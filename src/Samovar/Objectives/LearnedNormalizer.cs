using Samovar.Runs;

namespace Samovar.Objectives;

/// <summary>ln Z as balance losses learn it: one number, which needs no optimizer.</summary>
internal sealed class LearnedNormalizer : ICheckpointed
{
    /// <summary>ln Z; not a number before the first batch.</summary>
    public double Value { get; private set; } = double.NaN;

    /// <summary>The first batch with any weight gives ln of its mean weight.</summary>
    public void StartFrom(double[] logWeights)
    {
        if (double.IsNaN(Value) && logWeights.Length > 0)
        {
            double largest = logWeights.Max();
            Value = largest + Math.Log(logWeights.Average(logWeight => Math.Exp(logWeight - largest)));
        }
    }

    /// <summary>Changes ln Z.</summary>
    public void Move(double change) => Value += change;

    public void Save(CheckpointSection section) => section.Write("value", Value);

    public void Load(CheckpointSection section)
    {
        Span<double> value = stackalloc double[1];
        section.Read("value", value);
        Value = value[0];
    }
}
