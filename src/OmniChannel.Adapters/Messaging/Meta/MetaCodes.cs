using System.Globalization;

namespace OmniChannel.Messaging;

/// <summary>Codes that mean the same in the tables of all accounts at Meta.</summary>
internal static class MetaCodes
{
    /// <summary>200 to 299: a permission that the token does not have, or has no more.</summary>
    public static IReadOnlyList<string> Permissions { get; } = [.. Enumerable.Range(200, 100).Select(code => code.ToString(CultureInfo.InvariantCulture))];
}
