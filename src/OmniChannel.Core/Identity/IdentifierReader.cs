using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace OmniChannel;

/// <summary>Reads identifiers by the rules: normalises and hashes what can match, and says what cannot. Pure, and safe for many threads.</summary>
internal sealed class IdentifierReader
{
    public const int MaxMatched = 1024;

    /// <summary>128 bits: no two people of any tenant will ever share them by chance.</summary>
    private const int HashBytes = 16;

    private readonly IdentityRules rules;
    private readonly Regex[] blocked;
    private readonly Dictionary<IdentifierType, (int Rank, IdentifierRule Rule)> types;

    public IdentifierReader(IdentityRules rules)
    {
        this.rules = rules;
        blocked = [.. rules.BlockedValues.Select(pattern => new Regex($@"\A(?:{pattern})", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking))];
        types = rules.Types.Select((rule, rank) => (rule, rank)).ToDictionary(one => one.rule.Type, one => (one.rank, one.rule));
    }

    public IdentityRules Rules => rules;

    public bool IsStrong(IdentifierType type) => (types.TryGetValue(type, out var found) ? found.Rule.Strength : rules.OtherStrength) == IdentifierStrength.Strong;

    public int LimitOf(IdentifierType type) => type == IdentifierType.AuthenticatedId ? 1 : types.TryGetValue(type, out var found) ? found.Rule.Limit : rules.OtherLimit;

    /// <summary>By trust: the stronger comes first.</summary>
    public int Compare(IdentifierType left, IdentifierType right)
    {
        var order = RankOf(left).CompareTo(RankOf(right));
        order = order != 0 ? order : IsStrong(right).CompareTo(IsStrong(left));
        return order != 0 ? order : string.CompareOrdinal(left.Name, right.Name);
    }

    /// <summary>Null for a value that says nothing and must not match.</summary>
    public KnownIdentifier? Read(Identifier identifier)
    {
        var value = identifier.Value.Trim();
        if (value.Length is 0 or > MaxMatched || Text.HasLoneSurrogate(value) || Array.Exists(blocked, pattern => pattern.IsMatch(value)))
        {
            return null;
        }

        var text = Encoding.UTF8.GetBytes($"{identifier.Type.Name}\n{Normal(identifier.Type, value)}");
        var hash = rules.Secret is { } secret ? HMACSHA256.HashData(secret.Span, text) : SHA256.HashData(text);
        return new KnownIdentifier { Type = identifier.Type, Hash = Base64Url.EncodeToString(hash.AsSpan(0, HashBytes)) };
    }

    /// <summary>Mailboxes are compared without regard to case, telephone numbers without their punctuation, everything else as it is.</summary>
    private static string Normal(IdentifierType type, string value)
    {
        var text = value.Normalize(NormalizationForm.FormC);
        return type == IdentifierType.VerifiedEmail || type == IdentifierType.UnverifiedEmail ? text.ToLowerInvariant()
            : type == IdentifierType.VerifiedPhone ? Digits(text)
            : text;
    }

    private static string Digits(string number)
    {
        var digits = string.Concat(number.Where(c => char.IsAsciiDigit(c) || c == '+'));
        return digits.StartsWith("00", StringComparison.Ordinal) ? "+" + digits[2..] : digits;
    }

    private int RankOf(IdentifierType type) => types.TryGetValue(type, out var found) ? found.Rank : types.Count;
}
