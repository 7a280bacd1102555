namespace Samovar.MarkovChains;

/// <summary>Counts over the transitions of a chain or of many.</summary>
internal struct NoUTurnTotals
{
    /// <summary>Score evaluations, those that only placed a chain included.</summary>
    public long Evaluations;

    /// <summary>Transitions.</summary>
    public long Transitions;

    /// <summary>Transitions that ended in a divergence.</summary>
    public long Divergences;

    /// <summary>Sum of completed doublings.</summary>
    public long Doublings;

    /// <summary>Sum of acceptance statistics.</summary>
    public double Acceptance;

    public static NoUTurnTotals operator +(NoUTurnTotals left, NoUTurnTotals right) => new()
    {
        Evaluations = left.Evaluations + right.Evaluations,
        Transitions = left.Transitions + right.Transitions,
        Divergences = left.Divergences + right.Divergences,
        Doublings = left.Doublings + right.Doublings,
        Acceptance = left.Acceptance + right.Acceptance,
    };

    public void Add(NoUTurnTransition transition)
    {
        Transitions++;
        Divergences += transition.IsDivergent ? 1 : 0;
        Doublings += transition.Depth;
        Acceptance += transition.Acceptance;
    }
}
