namespace OmniChannel.Email;

/// <summary>How a conversation ended without a reply.</summary>
internal enum SmtpBreak
{
    /// <summary>It did not: there is a reply.</summary>
    None,

    /// <summary>The connection failed or was closed.</summary>
    Closed,

    /// <summary>Nothing whole came in time.</summary>
    TimedOut,

    /// <summary>What came is not SMTP, or exceeds every limit.</summary>
    Nonsense,

    /// <summary>The caller gave up.</summary>
    Cancelled,
}
