using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace OmniChannel.Expressions;

/// <summary>Regular expressions of RE2's syntax over the framework's engine that never goes back: its time grows with the text only.</summary>
internal static class Patterns
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>Reads a pattern; false with what is wrong.</summary>
    public static bool TryRead(string pattern, int longest, [NotNullWhen(true)] out Regex? read, [NotNullWhen(false)] out string? problem)
    {
        read = null;
        if (!PatternTranslator.TryTranslate(pattern, longest, out var translated, out problem))
        {
            return false;
        }

        try
        {
            read = new(translated, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Longest);
            return true;
        }
        catch (Exception refused) when (refused is ArgumentException or NotSupportedException)
        {
            problem = $"the regular expression is refused: {refused.Message}";
            return false;
        }
    }

    public static CelValue IsMatch(Regex pattern, string text, ref CelBudget budget)
    {
        if (!budget.TryTakeSteps(text.Length))
        {
            return budget.Exceeded();
        }

        try
        {
            return CelValue.Bool(pattern.IsMatch(text));
        }
        catch (RegexMatchTimeoutException)
        {
            return budget.Exceeded($"a regular expression takes more than {Longest.TotalSeconds} s");
        }
    }

    /// <summary>A pattern that is known only now: reading it costs steps for each of its characters.</summary>
    public static CelValue IsMatch(string pattern, string text, ref CelBudget budget)
    {
        if (!budget.TryTakeSteps(1000 + (100L * pattern.Length)))
        {
            return budget.Exceeded();
        }

        return TryRead(pattern, budget.PatternLength, out var read, out var problem)
            ? IsMatch(read, text, ref budget)
            : CelValue.Error(CelErrorCode.InvalidArgument, problem);
    }
}
