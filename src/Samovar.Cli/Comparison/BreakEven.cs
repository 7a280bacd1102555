namespace Samovar.Cli.Comparison;

/// <summary>From how many draws on a trained sampler is cheaper than a method that draws without training.</summary>
internal abstract record BreakEven
{
    /// <summary>Cheaper from the first draw on.</summary>
    internal sealed record AtOnce : BreakEven;

    /// <summary>Cheaper from a number of draws on: training is paid back.</summary>
    /// <param name="Draws">The number.</param>
    internal sealed record After(double Draws) : BreakEven;

    /// <summary>Cheaper only up to a number of draws: the rival's preparation is dearer than training, but its draws are cheaper.</summary>
    /// <param name="Draws">The number.</param>
    internal sealed record UpTo(double Draws) : BreakEven;

    /// <summary>Never cheaper.</summary>
    internal sealed record Never : BreakEven;

    /// <summary>No comparison, for a reason.</summary>
    /// <param name="Reason">Why; a clause.</param>
    internal sealed record NotApplicable(string Reason) : BreakEven;

    /// <summary>Where two straight lines of cost cross.</summary>
    /// <param name="trained">Training, and each draw after it.</param>
    /// <param name="rival">Warm-up, and each effective draw after it.</param>
    internal static BreakEven Of(DrawCost trained, DrawCost rival) => (trained.Once <= rival.Once, trained.Each <= rival.Each) switch
    {
        (true, true) => new AtOnce(),
        (true, false) => new UpTo(Math.Floor((rival.Once - trained.Once) / (trained.Each - rival.Each))),
        (false, true) when trained.Each < rival.Each => new After(Math.Ceiling((trained.Once - rival.Once) / (rival.Each - trained.Each))),
        _ => new Never(),
    };
}
