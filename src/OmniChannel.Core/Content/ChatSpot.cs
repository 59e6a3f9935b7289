namespace OmniChannel;

/// <summary>Follows chat markup as far as needed to know in which spot a value would stand. One pass.</summary>
internal sealed class ChatSpot(TextMarkup markup)
{
    private bool isCode;
    private bool isAddress;
    private bool hasBegun;
    private char last;

    /// <summary>The spot at which no value can stand, for a complaint.</summary>
    internal static string Name => "inside `code` or in the address of a link";

    /// <summary>Says how a value is escaped at this spot; null when no escaping makes it safe.</summary>
    internal Escape? TakeValue()
    {
        last = 'x';
        if (isAddress)
        {
            // Percent-encoding leaves neither a bracket nor a backslash; a whole address cannot be encoded.
            return hasBegun ? Escape.AddressPiece : null;
        }

        return isCode ? null : markup switch
        {
            TextMarkup.TelegramMarkdownV2 => Escape.Telegram,
            TextMarkup.SlackMrkdwn => Escape.Slack,
            _ => Escape.WhatsApp,
        };
    }

    /// <summary>Goes over literal text.</summary>
    internal void Read(string text)
    {
        foreach (var c in text)
        {
            Step(c);
        }
    }

    private void Step(char c)
    {
        var escaped = last == '\\' && markup == TextMarkup.TelegramMarkdownV2;
        if (isAddress)
        {
            isAddress = escaped || c != Close;
            hasBegun = true;
        }
        else if (c == '`' && !escaped)
        {
            isCode = !isCode;
        }
        else if (!isCode && !escaped && Opens(c))
        {
            (isAddress, hasBegun) = (true, false);
        }

        last = escaped ? 'x' : c;
    }

    private char Close => markup == TextMarkup.TelegramMarkdownV2 ? ')' : '>';

    private bool Opens(char c) => markup switch
    {
        TextMarkup.TelegramMarkdownV2 => c == '(' && last == ']',
        TextMarkup.SlackMrkdwn => c == '<',
        _ => false,
    };
}
