using System.Runtime.CompilerServices;

namespace Samovar;

/// <summary>Validates options at birth.</summary>
internal static class Require
{
    /// <summary>Passes a value through if it is acceptable.</summary>
    /// <param name="value">The value.</param>
    /// <param name="acceptable">Whether it is.</param>
    /// <param name="rule">What would be right; a sentence.</param>
    /// <param name="option">Name of the option; filled in by the compiler.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not acceptable.</exception>
    public static T That<T>(T value, bool acceptable, string rule, [CallerMemberName] string option = "") =>
        acceptable ? value : throw new ArgumentOutOfRangeException(option, value, rule);
}
