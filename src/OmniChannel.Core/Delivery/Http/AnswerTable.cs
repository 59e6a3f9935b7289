using System.Collections.Frozen;
using System.Globalization;

namespace OmniChannel.Delivery;

/// <summary>What the codes of a provider mean: data, so that it can be read, tested, printed and overridden row by row. Immutable; safe for many threads.</summary>
/// <remarks>A code that is not in it is judged by the HTTP status, as providers split and add codes without notice.</remarks>
public sealed class AnswerTable
{
    private readonly FrozenDictionary<string, AnswerRule> _byCode;

    /// <summary>A table of these rows.</summary>
    /// <exception cref="ArgumentException">A code stands in two rows or is empty.</exception>
    public AnswerTable(params IReadOnlyList<AnswerRule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var byCode = new Dictionary<string, AnswerRule>(StringComparer.OrdinalIgnoreCase);
        foreach (var rule in rules)
        {
            foreach (var code in rule.Codes)
            {
                if (string.IsNullOrWhiteSpace(code) || !byCode.TryAdd(code, rule))
                {
                    throw new ArgumentException($"The code '{code}' is empty or stands in two rows; say once what it means.", nameof(rules));
                }
            }
        }

        Rules = [.. rules];
        _byCode = byCode.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The table without rows: everything is judged by its status.</summary>
    public static AnswerTable Empty { get; } = new();

    /// <summary>The rows.</summary>
    public IReadOnlyList<AnswerRule> Rules { get; }

    /// <summary>What a code means; null when the table does not know it.</summary>
    public AnswerRule? Find(string code) => _byCode.GetValueOrDefault(code);

    /// <summary>This table, in which some codes mean something else, or something at all.</summary>
    /// <param name="meanings">By code; as an account's options have them.</param>
    public AnswerTable With(IReadOnlyDictionary<string, AnswerMeaning> meanings)
    {
        ArgumentNullException.ThrowIfNull(meanings);
        if (meanings.Count == 0)
        {
            return this;
        }

        var overridden = new HashSet<string>(meanings.Keys, StringComparer.OrdinalIgnoreCase);
        return new AnswerTable(
        [
            .. Rules.Select(rule => rule with { Codes = [.. rule.Codes.Where(code => !overridden.Contains(code))] }).Where(rule => rule.Codes.Count > 0),
            .. meanings.Select(one => new AnswerRule { Codes = [one.Key], Means = one.Value, Because = Find(one.Key)?.Because ?? "The host's options say what this code means." }),
        ]);
    }

    /// <summary>Judges an answer: by the first code that the table knows, then by the row of its status, then by the status alone.</summary>
    internal AttemptOutcome Judge(HttpAnswer answer, ProviderAnswer said, EndpointOwner owner, TimeSpan longest)
    {
        if (said.IsAccepted)
        {
            return AttemptOutcome.Accepted(said.ProviderMessageId);
        }

        if (said.IsUnreadable && answer.IsSuccess)
        {
            return AttemptOutcome.Unknown($"{(int)answer.Status} with a body that cannot be read.");
        }

        var wait = said.RetryAfter is { } asked && asked > TimeSpan.Zero ? (asked < longest ? asked : longest) : answer.RetryAfter;
        foreach (var code in said.Codes)
        {
            if (_byCode.TryGetValue(code, out var rule))
            {
                return Outcome(rule, code, wait);
            }
        }

        var status = ((int)answer.Status).ToString(CultureInfo.InvariantCulture);
        var first = said.Codes.Count > 0 ? said.Codes[0] : null;
        return _byCode.TryGetValue($"HTTP {status}", out var byStatus) ? Outcome(byStatus, first ?? status, wait)
            : said.IsRefused && answer.IsSuccess ? AttemptOutcome.NotSent(AttemptFault.Provider, first ?? status, "The provider says no, by a code that the table does not know, in an answer whose status says yes.", wait)
            : StatusOutcome.Of(answer, owner, first, wait);
    }

    private static AttemptOutcome Outcome(AnswerRule rule, string code, TimeSpan? wait) => rule.Means switch
    {
        AnswerMeaning.Accepted => AttemptOutcome.Accepted(),
        AnswerMeaning.RecipientRejected => AttemptOutcome.Rejected(AttemptFault.Recipient, code, rule.Because),
        AnswerMeaning.OptedOut => AttemptOutcome.OptedOut(code, rule.Because),
        AnswerMeaning.MessageRejected => AttemptOutcome.Rejected(AttemptFault.Message, code, rule.Because),
        AnswerMeaning.AccountRefused => AttemptOutcome.NotSent(AttemptFault.Account, code, rule.Because, wait),
        AnswerMeaning.Duplicate => AttemptOutcome.Duplicate(code, rule.Because),
        AnswerMeaning.ComeLater => AttemptOutcome.NotSent(AttemptFault.Provider, code, rule.Because, wait),
        _ => AttemptOutcome.Unknown($"{code}: {rule.Because}"),
    };
}
