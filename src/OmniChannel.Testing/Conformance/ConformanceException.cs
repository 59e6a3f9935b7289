namespace OmniChannel.Testing;

/// <summary>A subject does not keep its contract. The message names the case, the promise, what was expected and what was found.</summary>
public sealed class ConformanceException : Exception
{
    /// <summary>Says which promise is broken, and how.</summary>
    public ConformanceException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
