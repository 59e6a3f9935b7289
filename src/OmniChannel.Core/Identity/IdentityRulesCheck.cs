using System.Text.RegularExpressions;

namespace OmniChannel;

/// <summary>Whether rules of identity can be worked by: every problem, each a sentence that names the fix.</summary>
internal static class IdentityRulesCheck
{
    private const int MaxLinks = 100;
    private const int MaxIdentifiers = 1000;

    public static IEnumerable<string> Problems(IdentityRules rules) =>
    [
        .. rules.Types.GroupBy(rule => rule.Type).Where(same => same.Count() > 1).Select(same => $"Identity has {same.Count()} rules for '{same.Key}'; keep one."),
        .. rules.Types.Where(rule => rule.Type == default).Select(_ => "A rule of identity has no type; name one, such as IdentifierType.Device."),
        .. rules.Types.Where(rule => rule.Limit < 1).Select(rule => $"The limit of '{rule.Type}' is {rule.Limit}; expected at least 1."),
        .. rules.OtherLimit < 1 ? new[] { $"OtherLimit is {rules.OtherLimit}; expected at least 1." } : [],
        .. rules.MaxLinks is < 1 or > MaxLinks ? new[] { $"MaxLinks is {rules.MaxLinks}; expected 1 to {MaxLinks}." } : [],
        .. rules.MaxIdentifiers is < 1 or > MaxIdentifiers ? new[] { $"MaxIdentifiers is {rules.MaxIdentifiers}; expected 1 to {MaxIdentifiers}." } : [],
        .. rules.BlockedValues.Select(ProblemOf).OfType<string>(),
    ];

    private static string? ProblemOf(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
            return null;
        }
        catch (Exception problem) when (problem is ArgumentException or NotSupportedException)
        {
            return $"The blocked value '{pattern}' is no expression that can be used: {problem.Message}";
        }
    }
}
