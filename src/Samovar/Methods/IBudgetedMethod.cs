namespace Samovar.Methods;

/// <summary>A method that draws without training and can spend a given budget: it goes on until <see cref="DirectRequest.Spent"/> says 1, whatever its precision.</summary>
/// <remarks>Implementers: where evaluations are the budget, the result still depends on target, options and request alone, as they are counted and not timed.</remarks>
public interface IBudgetedMethod : IDirectMethod
{
    /// <summary>The smallest amount of work that the method adds, such as "a scan"; a budget is kept to within it.</summary>
    string Unit { get; }
}
