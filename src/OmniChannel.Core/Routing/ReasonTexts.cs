using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace OmniChannel;

/// <summary>Turns reasons into words. A host replaces the words of a culture by a table of its own. Immutable, and safe for many threads.</summary>
public sealed class ReasonTexts
{
    private readonly FrozenDictionary<string, string> _texts;
    private readonly ReasonTexts? _fallback;

    private ReasonTexts(FrozenDictionary<string, string> texts, ReasonTexts? fallback)
    {
        _texts = texts;
        _fallback = fallback;
    }

    /// <summary>The words in English. A few channels are called by what people say: "e-mail", "SMS".</summary>
    public static ReasonTexts English { get; } = new(EnglishTexts.All, null);

    /// <summary>Words of the host's own.</summary>
    /// <param name="texts">Reason code → text with <c>{argument}</c> in it, and <c>{causes}</c> where a reason speaks of others. "channel.email" and its like name channels, "fact.cart.total" facts. A code that is missing is said in English.</param>
    public static ReasonTexts From(IReadOnlyDictionary<string, string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return new(texts.ToFrozenDictionary(StringComparer.Ordinal), English);
    }

    /// <summary>The reason in words; a code that nobody has words for is said as code and arguments.</summary>
    public string Of(Reason reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        var words = new StringBuilder(96);
        Append(words, reason);
        return words.ToString();
    }

    /// <summary>Says it behind other words.</summary>
    internal void Append(StringBuilder words, Reason reason)
    {
        if (Find(reason.Code) is { } text)
        {
            Fill(words, text, reason);
            return;
        }

        words.Append(reason.Code);
        if (reason.Arguments.Count > 0)
        {
            words.Append(" (").AppendJoin(", ", reason.Arguments.Select(argument => argument.Name + "=" + Visible(argument.Value))).Append(')');
        }
    }

    /// <summary>A word that explanations put around reasons.</summary>
    internal string Word(string code) => Find(code) ?? code;

    /// <summary>What people call a channel.</summary>
    internal string NameOf(string channel) => Find("channel." + channel) ?? channel;

    private string? Find(string code) => _texts.TryGetValue(code, out var text) ? text : _fallback?.Find(code);

    private void Fill(StringBuilder words, string text, Reason reason)
    {
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOf('{', at);
            var close = open < 0 ? -1 : text.IndexOf('}', open);
            if (close < 0)
            {
                words.Append(text, at, text.Length - at);
                break;
            }

            words.Append(text, at, open - at);
            AppendValue(words, reason, text.AsSpan((open + 1)..close));
            at = close + 1;
        }
    }

    private void AppendValue(StringBuilder words, Reason reason, ReadOnlySpan<char> name)
    {
        if (name is "causes")
        {
            for (var i = 0; i < reason.Causes.Count; i++)
            {
                Append(i == 0 ? words : words.Append("; "), reason.Causes[i]);
            }

            return;
        }

        words.Append(reason.Argument(name) switch
        {
            null => "?",
            var channel when name is "channel" or "winner" or "first" => NameOf(channel),
            var fact when name is "fact" => Find("fact." + fact) ?? Visible(fact),
            { Length: 20 } instant when name is "at" or "until" && instant[10] == 'T' && instant.EndsWith(":00Z", StringComparison.Ordinal) => $"{instant[..10]} {instant[11..16]} UTC",
            var value => Visible(value),
        });
    }

    /// <summary>A value breaks no line and turns no text around: a name or a rule's reason comes from somebody else, and could otherwise write lines of its own into an explanation.</summary>
    private static string Visible(string value)
    {
        if (!value.Any(IsHidden))
        {
            return value;
        }

        var visible = new StringBuilder(value.Length + 16);
        foreach (var c in value)
        {
            _ = IsHidden(c) ? visible.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : visible.Append(c);
        }

        return visible.ToString();
    }

    /// <summary>Control characters, the separators of lines and paragraphs, and what changes the direction of writing.</summary>
    private static bool IsHidden(char c) => char.IsControl(c) || c is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
