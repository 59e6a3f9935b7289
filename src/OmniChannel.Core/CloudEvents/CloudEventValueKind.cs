namespace OmniChannel;

/// <summary>What the value of an extension attribute is in JSON.</summary>
public enum CloudEventValueKind
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A whole number of 32 bits.</summary>
    Number,
}
