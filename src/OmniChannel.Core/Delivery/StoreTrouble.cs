using OmniChannel.Storage;

namespace OmniChannel.Delivery;

/// <summary>Whether the store takes what the dispatcher writes: a full disk can still be read, so that looking alone would find nothing wrong. Safe for many threads.</summary>
/// <param name="time">The clock.</param>
/// <param name="lease">After so long what failed was tried again, here or elsewhere.</param>
internal sealed class StoreTrouble(TimeProvider time, TimeSpan lease)
{
    private volatile string? look;
    private volatile Refusal? write;

    /// <summary>What the store said when it last refused something; null when it has taken something since.</summary>
    public string? Problem => look ?? (write is { } refused && time.GetUtcNow() < refused.Until ? refused.Why : null);

    /// <summary>The schedule was looked at; what is claimed is written.</summary>
    public void Looked(int claimed)
    {
        look = null;
        if (claimed > 0)
        {
            write = null;
        }
    }

    /// <summary>The schedule could not be looked at.</summary>
    public void LookFailed(Exception exception) => look = exception is StoreUnavailableException ? exception.Message : look;

    /// <summary>What was claimed could not be handled.</summary>
    public void HandlingFailed(Exception exception) => write = exception is StoreUnavailableException ? new Refusal(exception.Message, time.GetUtcNow() + lease) : write;

    private sealed record Refusal(string Why, DateTimeOffset Until);
}
