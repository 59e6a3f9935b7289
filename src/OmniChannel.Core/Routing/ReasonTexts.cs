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
        return Find(reason.Code) is { } text ? Filled(text, reason)
            : reason.Arguments.Count == 0 ? reason.Code
            : $"{reason.Code} ({string.Join(", ", reason.Arguments.Select(argument => argument.Name + "=" + Visible(argument.Value)))})";
    }

    /// <summary>A word that explanations put around reasons.</summary>
    internal string Word(string code) => Find(code) ?? code;

    /// <summary>What people call a channel.</summary>
    internal string NameOf(string channel) => Find("channel." + channel) ?? channel;

    private string? Find(string code) => _texts.TryGetValue(code, out var text) ? text : _fallback?.Find(code);

    private string Filled(string text, Reason reason)
    {
        var words = new StringBuilder(text.Length + 32);
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOf('{', at);
            var close = open < 0 ? -1 : text.IndexOf('}', open);
            if (close < 0)
            {
                words.Append(text, at, text.Length - at);
                break;
            }

            words.Append(text, at, open - at).Append(Value(reason, text[(open + 1)..close]));
            at = close + 1;
        }

        return words.ToString();
    }

    private string Value(Reason reason, string name) => (name, reason[name]) switch
    {
        ("causes", _) => string.Join("; ", reason.Causes.Select(Of)),
        (_, null) => "?",
        ("channel" or "winner" or "first", var channel) => NameOf(channel),
        ("fact", var fact) => Find("fact." + fact) ?? Visible(fact),
        ("at" or "until", { Length: 20 } instant) when instant[10] == 'T' && instant.EndsWith(":00Z", StringComparison.Ordinal) => $"{instant[..10]} {instant[11..16]} UTC",
        (_, var value) => Visible(value),
    };

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
