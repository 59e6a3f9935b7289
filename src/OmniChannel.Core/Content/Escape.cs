namespace OmniChannel;

/// <summary>How a value is made safe for the spot at which it stands.</summary>
internal enum Escape
{
    /// <summary>As it is, without control characters other than line feed and tab.</summary>
    Plain,

    /// <summary>As it is, on one line: a run of control characters and line separators becomes one space.</summary>
    SingleLine,

    /// <summary>As character references: safe in text and in quoted attributes.</summary>
    Html,

    /// <summary>A whole address at the start of an attribute that takes one: https, mailto or tel, and then as <see cref="Html"/>.</summary>
    HtmlAddress,

    /// <summary>A piece of an address, percent-encoded (RFC 3986, 2.1).</summary>
    AddressPiece,

    /// <summary>The beginning of an address, taken as it is; the address as a whole is checked afterwards.</summary>
    AddressStart,

    /// <summary>With a backslash before every mark of Telegram's MarkdownV2.</summary>
    Telegram,

    /// <summary>With Slack's three references, and marks of emphasis at the edge of a word made harmless.</summary>
    Slack,

    /// <summary>With WhatsApp's marks of emphasis at the edge of a word made harmless.</summary>
    WhatsApp,
}
