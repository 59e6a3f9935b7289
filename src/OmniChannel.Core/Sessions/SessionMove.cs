namespace OmniChannel;

/// <summary>Where a session has got to. What is null stays as it was.</summary>
public sealed record SessionMove
{
    /// <summary>The page or screen, with the position in it, as the host can open it again: "/shoes/42#reviews". At most 2,048 characters.</summary>
    public string? Page { get; init; }

    /// <summary>The step of whatever is under way: "checkout/address". At most 200 characters; empty for nothing.</summary>
    public string? Step { get; init; }

    /// <summary>Products that were looked at, the newest last. The session keeps the last 50, each once.</summary>
    public IReadOnlyList<StockItem> Viewed { get; init; } = [];

    /// <summary>What else makes it possible to go on: filters, half a form. Replaces values of the same name, an empty text takes one out; at most 20 names, 4 KB in all. Nothing secret.</summary>
    public IReadOnlyDictionary<string, string> Data { get; init; } = new Dictionary<string, string>();

    /// <summary>The device in hand; unknown leaves what is known.</summary>
    public DeviceKind Device { get; init; }
}
