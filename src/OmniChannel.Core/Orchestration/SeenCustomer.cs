namespace OmniChannel;

/// <summary>A customer's state as it was read or written a moment ago. A version never means two contents, so whoever finds the same version again need not read its JSON again.</summary>
internal sealed record SeenCustomer
{
    public required long Version { get; init; }

    public required CustomerState State { get; init; }
}
