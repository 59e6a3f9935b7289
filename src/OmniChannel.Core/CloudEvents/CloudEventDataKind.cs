namespace OmniChannel;

/// <summary>What the content of an event is.</summary>
public enum CloudEventDataKind
{
    /// <summary>A JSON value.</summary>
    Json,

    /// <summary>A text of another media type.</summary>
    Text,

    /// <summary>Octets.</summary>
    Binary,
}
