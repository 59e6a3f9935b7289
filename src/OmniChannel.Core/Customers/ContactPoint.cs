namespace OmniChannel;

/// <summary>An address at which a customer can be reached on a channel.</summary>
public sealed record ContactPoint
{
    /// <summary>The channel.</summary>
    public required Channel Channel { get; init; }

    /// <summary>The address on it: a mailbox, a number, a token. At most 4,096 characters.</summary>
    public required string Address { get; init; }

    /// <summary>When the app or the person gave it last; null for unknown. A provider that says since when a token is dead does not take away one that was registered later.</summary>
    public DateTimeOffset? RegisteredAt { get; init; }

    /// <summary>An e-mail address.</summary>
    public static ContactPoint Email(string address) => new() { Channel = Channel.Email, Address = address };

    /// <summary>A telephone number that takes text messages.</summary>
    public static ContactPoint Sms(string number) => new() { Channel = Channel.Sms, Address = number };

    /// <summary>A token of the app on one device.</summary>
    public static ContactPoint Push(string token) => new() { Channel = Channel.Push, Address = token };
}
