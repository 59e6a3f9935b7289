using OmniChannel.Delivery;

namespace OmniChannel.Email;

/// <summary>A mail that somebody wrote to us, as a provider passed it on, and what we make of it: the words of a person, or nothing where a machine wrote it. Who wrote it is what the mail says; nothing here proves it.</summary>
internal sealed record ReceivedMail
{
    /// <summary>The provider's name of it, or its own message id: the same for every repetition.</summary>
    public required string Id { get; init; }

    /// <summary>When the provider took it in.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Its header fields.</summary>
    public required MailHeaders Headers { get; init; }

    /// <summary>The From field, name and all; null for the one among the headers.</summary>
    public string? From { get; init; }

    /// <summary>The sender that the other server named; "" for none, null where it is not known.</summary>
    public string? EnvelopeFrom { get; init; }

    /// <summary>The address of ours that it was written to.</summary>
    public string? To { get; init; }

    /// <summary>The words without what they answer, where the provider tells the two apart.</summary>
    public string? Words { get; init; }

    /// <summary>The plain text.</summary>
    public string? Text { get; init; }

    /// <summary>The HTML.</summary>
    public string? Html { get; init; }

    /// <summary>The provider's name of the message of ours that it answers; null where nothing says it.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>What is to be recorded: the words, or nothing.</summary>
    public InboundReading Read() =>
        Mailbox.AddressIn(From ?? Headers["From"]) is not { } from || AutomaticMail.Is(Headers, from, EnvelopeFrom)
            ? InboundReading.Of()
            : InboundReading.Of(new InboundText { Id = Id, At = At, From = from, To = To, Text = Said(), InReplyTo = InReplyTo });

    private string Said() =>
        !string.IsNullOrWhiteSpace(Words) ? Words.Trim()
        : !string.IsNullOrWhiteSpace(Text) ? QuotedText.Strip(Text)
        : HtmlWords.Of(Html ?? "") is { Length: > 0 } words ? QuotedText.Strip(words)
        : "[mail without text]";
}
