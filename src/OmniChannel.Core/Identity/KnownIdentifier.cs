namespace OmniChannel;

/// <summary>An identifier as it is kept: its type, and the hash of its normalised value. Compared by both.</summary>
internal readonly record struct KnownIdentifier
{
    public required IdentifierType Type { get; init; }

    public required string Hash { get; init; }

    /// <summary>The name under which it is looked up.</summary>
    public override string ToString() => $"{Type}/{Hash}";
}
