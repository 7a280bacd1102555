using Samovar.Cli.Commands;

namespace Samovar.Cli.Comparison;

/// <summary>A break-even count with what seeds leave open.</summary>
/// <param name="Number">Of means over seeds.</param>
/// <param name="Undecided">Its 95 % interval: the numbers of draws at which either may be cheaper; null where there is one seed, or no number.</param>
internal sealed record PayBackCount(BreakEven Number, IReadOnlyList<DrawRange>? Undecided)
{
    /// <summary>Where two lines of cost cross.</summary>
    internal static PayBackCount Of(DrawCosts trained, DrawCosts rival) => new(BreakEven.Of(trained.Mean, rival.Mean), DrawRange.Undecided(trained, rival));

    /// <summary>In words, such as "from 40 draws on (31 to 57)".</summary>
    internal string Words
    {
        get
        {
            string open = Undecided is null ? string.Empty : $" ({(Undecided.Count == 0 ? "surely" : string.Join("; ", Undecided.Select(Open)))})";
            return Number switch
            {
                BreakEven.AtOnce => "from the first draw" + open,
                BreakEven.After after => $"from {Count(after.Draws)} draws on" + open,
                BreakEven.UpTo upTo => $"only up to {Count(upTo.Draws)} draws" + open,
                BreakEven.Never => "never: neither training nor drawing is cheaper" + open,
                BreakEven.NotApplicable other => $"does not apply: {other.Reason}",
                _ => throw new InvalidOperationException($"Unknown result {Number}."),
            };
        }
    }

    private string Open(DrawRange range) => (range.From > 1, double.IsFinite(range.To), Number) switch
    {
        (true, true, _) => $"{Count(range.From)} to {Count(range.To)}",
        (false, true, BreakEven.After or BreakEven.UpTo) => $"{Count(range.To)} at most",
        (_, false, BreakEven.After) => $"{Count(range.From)} to never",
        (true, false, BreakEven.UpTo) => $"{Count(range.From)} to always",
        (true, false, _) => $"open beyond {Count(range.From)}",
        (false, true, _) => $"open up to {Count(range.To)}",
        _ => "open at any number",
    };

    private static string Count(double draws) => Phrases.Count((long)Math.Min(draws, 1e15));
}
