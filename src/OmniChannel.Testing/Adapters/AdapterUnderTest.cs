using OmniChannel.Delivery;

namespace OmniChannel.Testing;

/// <summary>An adapter and what its conformance needs to know about its channel.</summary>
public sealed record AdapterUnderTest : IAsyncDisposable
{
    /// <summary>The adapter, talking to a provider that accepts: a sandbox, a server on loopback, a folder.</summary>
    public required IChannelAdapter Adapter { get; init; }

    /// <summary>Addresses that have the form of the channel, at least one; messages are sent to them. Give some that are not yet normalised.</summary>
    public required IReadOnlyList<string> ValidAddresses { get; init; }

    /// <summary>Addresses that have not, at least one.</summary>
    public required IReadOnlyList<string> InvalidAddresses { get; init; }

    /// <summary>What is sent; within the limits of the channel.</summary>
    public RenderedContent Content { get; init; } = new() { Subject = "Your basket waits", Text = "Two things are still in it." };

    /// <summary>What is disposed of after the case, such as the server; null for nothing. The adapter itself is, when it can be.</summary>
    public IAsyncDisposable? Surroundings { get; init; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        switch (Adapter)
        {
            case IAsyncDisposable disposable:
                await disposable.DisposeAsync().ConfigureAwait(false);
                break;
            case IDisposable disposable:
                disposable.Dispose();
                break;
        }

        if (Surroundings is not null)
        {
            await Surroundings.DisposeAsync().ConfigureAwait(false);
        }
    }
}
