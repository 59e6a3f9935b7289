namespace OmniChannel.Testing;

/// <summary>How an answer of a double ends.</summary>
internal enum ReplyEnd
{
    /// <summary>Whole.</summary>
    Whole,

    /// <summary>In the middle of its body.</summary>
    CutOff,

    /// <summary>The connection is reset before the request's body was read.</summary>
    ResetBefore,

    /// <summary>The connection is reset after the whole request was read.</summary>
    ResetAfter,

    /// <summary>Nothing comes until the client gives up.</summary>
    Silence,

    /// <summary>The headers come, and then nothing more.</summary>
    SlowBody,
}
