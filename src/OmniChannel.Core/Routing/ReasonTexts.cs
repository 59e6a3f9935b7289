using System.Collections.Frozen;
using System.Text;

namespace OmniChannel;

/// <summary>Turns reasons into words. A host replaces the words of a culture by a table of its own.</summary>
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
    /// <param name="texts">Reason code → text with <c>{argument}</c> in it. A code that is missing is said in English.</param>
    public static ReasonTexts From(IReadOnlyDictionary<string, string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return new(texts.ToFrozenDictionary(StringComparer.Ordinal), English);
    }

    /// <summary>The reason in words; a code that nobody has words for is said as code and arguments.</summary>
    public string Of(Reason reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        if (!_texts.TryGetValue(reason.Code, out var text))
        {
            return _fallback?.Of(reason) ?? (reason.Arguments.Count == 0 ? reason.Code : $"{reason.Code} ({string.Join(", ", reason.Arguments)})");
        }

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

            words.Append(text, at, open - at);
            var name = text[(open + 1)..close];
            var value = reason[name];
            words.Append(value is null ? "?" : name == "channel" || name == "winner" ? EnglishTexts.ChannelName(value) : value);
            at = close + 1;
        }

        return words.ToString();
    }
}
