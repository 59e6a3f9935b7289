namespace OmniChannel;

/// <summary>What a customer allowed or forbade: one purpose on one channel, with its proof. Records add up and are never lost; the newest for a purpose and channel holds, and of two at the same instant the one that forbids.</summary>
public sealed record ConsentRecord
{
    /// <summary>For which purpose.</summary>
    public required Purpose Purpose { get; init; }

    /// <summary>On which channel.</summary>
    public required Channel Channel { get; init; }

    /// <summary>Allowed or forbidden.</summary>
    public required bool Granted { get; init; }

    /// <summary>When it was said.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Where it was said: "checkout form", "order 1001", "one-click unsubscribe".</summary>
    public required string Source { get; init; }

    /// <summary>The words the customer agreed to, or their version; null where there were none.</summary>
    public string? Wording { get; init; }

    /// <summary>On what it rests.</summary>
    public ConsentBasis Basis { get; init; } = ConsentBasis.OptIn;

    /// <summary>When it ends by itself; null for never.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The customer allowed it.</summary>
    public static ConsentRecord Grant(Purpose purpose, Channel channel, DateTimeOffset at, string source, string? wording = null) =>
        new() { Purpose = purpose, Channel = channel, Granted = true, At = at, Source = source, Wording = wording };

    /// <summary>The customer forbade it.</summary>
    public static ConsentRecord Deny(Purpose purpose, Channel channel, DateTimeOffset at, string source) =>
        new() { Purpose = purpose, Channel = channel, Granted = false, At = at, Source = source };

    /// <summary>A contract needs it: the receipt of an order, say. Transactional and service messages may rest on this.</summary>
    public static ConsentRecord Contract(Purpose purpose, Channel channel, DateTimeOffset at, string source) =>
        new() { Purpose = purpose, Channel = channel, Granted = true, At = at, Source = source, Basis = ConsentBasis.Contract };
}
