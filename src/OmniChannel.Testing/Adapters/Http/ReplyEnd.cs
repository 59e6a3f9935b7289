namespace OmniChannel.Testing;

/// <summary>How an answer of a double ends.</summary>
internal enum ReplyEnd
{
    /// <summary>Whole.</summary>
    Whole,

    /// <summary>In the middle of its body.</summary>
    CutOff,

    /// <summary>The connection is reset after the whole request was read, before anything of an answer.</summary>
    ResetAfter,

    /// <summary>The headers come, and then the connection is reset.</summary>
    ResetAfterHead,

    /// <summary>Nothing comes until the client gives up.</summary>
    Silence,

    /// <summary>The headers come, and then nothing more.</summary>
    SlowBody,
}
