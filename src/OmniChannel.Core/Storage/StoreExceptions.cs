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
