namespace OmniChannel.Wire;

/// <summary>One part of a form: a field, or a file.</summary>
internal sealed record FormPart
{
    /// <summary>The field's name.</summary>
    public required string Name { get; init; }

    /// <summary>The file's name, as the sender says; null for a field.</summary>
    public string? FileName { get; init; }

    /// <summary>What the sender calls its media type; null where nothing is said.</summary>
    public string? Type { get; init; }

    /// <summary>A slice of the body.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }
}
