namespace OmniChannel;

/// <summary>What kind of sign a customer gave.</summary>
internal enum SignalKind
{
    /// <summary>A touchpoint.</summary>
    Touchpoint,

    /// <summary>A receipt of a delivery.</summary>
    Receipt,

    /// <summary>A receipt that a machine caused.</summary>
    MachineReceipt,

    /// <summary>A visit that says where it came from.</summary>
    Acquisition,
}

/// <summary>A sign that a customer gave, as it is counted: two that are equal add up. Its key is stored, so its form is fixed: a letter for the kind, then the parts between bars.</summary>
internal sealed record BehaviourSignal
{
    /// <summary>The entry of a touchpoint's data that names its topic.</summary>
    public const string TopicEntry = "topic";

    private const char Bar = '|';
    private const int MaxPart = 100;

    public required SignalKind Kind { get; init; }

    /// <summary>Of a touchpoint.</summary>
    public TouchpointType? Type { get; init; }

    /// <summary>Of a receipt.</summary>
    public ReceiptKind? Receipt { get; init; }

    public Channel? Channel { get; init; }

    public Topic? Topic { get; init; }

    /// <summary>Of an acquisition: what of it is counted.</summary>
    public AcquisitionSource? Acquisition { get; init; }

    public static string KeyOf(Touchpoint touchpoint) => KeyOf(touchpoint.Type, touchpoint.Channel, TopicOf(touchpoint));

    /// <summary>The same without making a text of it.</summary>
    /// <param name="touchpoint">The touchpoint.</param>
    /// <param name="room">Where it may be written.</param>
    public static ReadOnlySpan<char> KeyOf(Touchpoint touchpoint, Span<char> room) =>
        room.TryWrite($"t|{touchpoint.Type.Name}|{touchpoint.Channel?.Name}|{TopicOf(touchpoint)?.Name}", out var written) ? room[..written] : KeyOf(touchpoint);

    public static string KeyOf(Receipt receipt, Channel channel) => string.Concat(receipt.ByMachine ? "m|" : "r|", NameOf(receipt.Kind), "|", channel.Name);

    public static string KeyOf(AcquisitionSource from) =>
        string.Join(Bar, "a", Part(from.Network), Part(from.Source), Part(from.Medium), Part(from.Campaign), Part(from.Referrer));

    /// <summary>The key under which it is counted.</summary>
    public string Key => Kind switch
    {
        SignalKind.Touchpoint => KeyOf(Type!.Value, Channel, Topic),
        SignalKind.Acquisition => KeyOf(Acquisition!),
        _ => string.Concat(Kind == SignalKind.MachineReceipt ? "m|" : "r|", NameOf(Receipt!.Value), "|", Channel?.Name),
    };

    /// <summary>The signal of a key; null for a key of a newer version.</summary>
    public static BehaviourSignal? Parse(string key) => key.Split(Bar) switch
    {
        ["t", var type, var channel, var topic] => new() { Kind = SignalKind.Touchpoint, Type = new(type), Channel = channel.Length == 0 ? null : new(channel), Topic = topic.Length == 0 ? null : new(topic) },
        [("r" or "m") and var who, var kind, var channel] when ReceiptOf(kind) is { } receipt => new() { Kind = who == "m" ? SignalKind.MachineReceipt : SignalKind.Receipt, Receipt = receipt, Channel = new(channel) },
        ["a", var network, var source, var medium, var campaign, var referrer] => new()
        {
            Kind = SignalKind.Acquisition,
            Acquisition = new AcquisitionSource { Network = Known(network), Source = Known(source), Medium = Known(medium), Campaign = Known(campaign), Referrer = Known(referrer) },
        },
        _ => null,
    };

    private static string KeyOf(TouchpointType type, Channel? channel, Topic? topic) => string.Concat("t|", type.Name, "|", channel?.Name, "|", topic?.Name);

    private static Topic? TopicOf(Touchpoint touchpoint) =>
        touchpoint.Data.TryGetValue(TopicEntry, out var topic) && Text.TryRead(topic, static name => new Topic(name), out Topic named) ? named : null;

    private static string? Known(string part) => part.Length == 0 ? null : part;

    private static string Part(string? text) => text is null ? "" : (text.Length > MaxPart ? text[..MaxPart] : text).Replace(Bar, '/');

    private static string NameOf(ReceiptKind kind) => kind switch
    {
        ReceiptKind.Delivered => "delivered",
        ReceiptKind.Opened => "opened",
        ReceiptKind.Clicked => "clicked",
        ReceiptKind.Replied => "replied",
        ReceiptKind.Converted => "converted",
        ReceiptKind.HardBounced => "hard-bounced",
        ReceiptKind.SoftBounced => "soft-bounced",
        ReceiptKind.Complained => "complained",
        _ => "unsubscribed",
    };

    private static ReceiptKind? ReceiptOf(string name)
    {
        for (var kind = ReceiptKind.Delivered; kind <= ReceiptKind.Unsubscribed; kind++)
        {
            if (NameOf(kind) == name)
            {
                return kind;
            }
        }

        return null;
    }
}
