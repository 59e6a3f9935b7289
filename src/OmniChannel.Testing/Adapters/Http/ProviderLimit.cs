using OmniChannel.Delivery;

namespace OmniChannel.Testing;

/// <summary>A limit that an adapter keeps for its provider: what just reaches it is sent, what is one beyond is refused without a call. Immutable.</summary>
public sealed record ProviderLimit
{
    /// <summary>What is limited: "characters of text".</summary>
    public required string Name { get; init; }

    /// <summary>How much of it is taken.</summary>
    public required int Most { get; init; }

    /// <summary>Makes a message with so much of it.</summary>
    public required Func<OutgoingMessage, int, OutgoingMessage> With { get; init; }

    /// <summary>So many characters of text, whatever else the message has.</summary>
    /// <param name="most">How many.</param>
    public static ProviderLimit Characters(int most) => new() { Name = "characters of text", Most = most, With = static (message, count) => message with { Content = message.Content with { Text = new string('a', count) } } };

    /// <summary>So many characters of text below an image.</summary>
    /// <param name="most">How many.</param>
    /// <param name="image">The image.</param>
    public static ProviderLimit Caption(int most, Uri image) => new() { Name = "characters below an image", Most = most, With = (message, count) => message with { Content = message.Content with { Text = new string('a', count), Image = image } } };
}
