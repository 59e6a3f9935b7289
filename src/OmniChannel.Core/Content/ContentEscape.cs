using System.Text;

namespace OmniChannel;

/// <summary>Makes a value safe for the place at which it stands. For template engines; pure.</summary>
public static class ContentEscape
{
    /// <summary>The value as it may stand in the text of a place: as character references in HTML, on one line in a subject or button, without marks in marked-up text, without control characters everywhere.</summary>
    /// <param name="value">The value.</param>
    /// <param name="place">Where it stands. Not a link or an image: their pieces are escaped differently.</param>
    /// <param name="markup">How a plain text is marked up; null for not at all.</param>
    /// <exception cref="ArgumentException">The place is an address.</exception>
    public static string Value(string value, ContentPlace place, TextMarkup? markup = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        var escape = EscapeAt(place, markup);
        if (ValueWriter.IsAsItIs(value, escape))
        {
            return value;
        }

        var to = new StringBuilder(value.Length + 16);
        ValueWriter.TryAppend(to, value, escape);
        return to.ToString();
    }

    /// <summary>Whether a value is safe as it is, so that <see cref="Value"/> gives it back unchanged. Not always said of one that is marked up.</summary>
    /// <param name="value">The value.</param>
    /// <param name="place">Where it stands. Not a link or an image.</param>
    /// <param name="markup">How a plain text is marked up; null for not at all.</param>
    /// <exception cref="ArgumentException">The place is an address.</exception>
    public static bool IsSafe(string value, ContentPlace place, TextMarkup? markup = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        return ValueWriter.IsAsItIs(value, EscapeAt(place, markup));
    }

    /// <summary>Appends what <see cref="Value"/> gives, without a text in between.</summary>
    /// <param name="to">Where it goes.</param>
    /// <param name="value">The value.</param>
    /// <param name="place">Where it stands. Not a link or an image.</param>
    /// <param name="markup">How a plain text is marked up; null for not at all.</param>
    /// <exception cref="ArgumentException">The place is an address.</exception>
    public static void AppendValue(StringBuilder to, string value, ContentPlace place, TextMarkup? markup = null)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(value);
        ValueWriter.TryAppend(to, value, EscapeAt(place, markup));
    }

    private static Escape EscapeAt(ContentPlace place, TextMarkup? markup) => place.Part switch
    {
        ContentPart.Html => Escape.Html,
        ContentPart.Subject or ContentPart.Button => Escape.SingleLine,
        ContentPart.Link or ContentPart.Image => throw new ArgumentException("An address is filled in by Core's own templates.", nameof(place)),
        _ => markup switch
        {
            TextMarkup.TelegramMarkdownV2 => Escape.Telegram,
            TextMarkup.SlackMrkdwn => Escape.Slack,
            TextMarkup.WhatsApp => Escape.WhatsApp,
            _ => Escape.Plain,
        },
    };
}
