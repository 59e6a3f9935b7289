namespace OmniChannel.Storage;

/// <summary>Another unit of work is in the way. Nothing was stored: roll back and try again.</summary>
public sealed class StoreConflictException : Exception
{
    /// <summary>Says what collided.</summary>
    public StoreConflictException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}

/// <summary>The store cannot be used as it is. The message says why and what to do.</summary>
public sealed class StoreUnavailableException : Exception
{
    /// <summary>Says why, and what to do.</summary>
    public StoreUnavailableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}

/// <summary>The connection to the store was lost during a commit: whether the unit was stored cannot be known. All of it is, or nothing.</summary>
/// <remarks>Read again and compare, or do the same again under the same key (an idempotency key, the source and id of an event): then it is stored once in either case.</remarks>
public sealed class StoreOutcomeUnknownException : Exception
{
    /// <summary>Says what happened, and what to do.</summary>
    public StoreOutcomeUnknownException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
