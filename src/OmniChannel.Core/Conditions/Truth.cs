namespace OmniChannel;

/// <summary>The three answers to a condition.</summary>
internal enum Truth : byte
{
    False,
    True,

    /// <summary>A fact it rests on is absent or erroneous.</summary>
    Unknown,
}
