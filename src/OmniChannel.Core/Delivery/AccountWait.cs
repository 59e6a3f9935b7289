namespace OmniChannel.Delivery;

/// <summary>An account that asked to be left alone for a while, with one delivery. Version 1.</summary>
internal sealed record AccountWait
{
    public required string Account { get; init; }

    public required DateTimeOffset Until { get; init; }
}
