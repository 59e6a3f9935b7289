namespace OmniChannel;

/// <summary>One instance at work: the orchestrator, and what a host needs to start it, to dispatch, and to look after it. Safe for many threads.</summary>
/// <remarks>A container builds it by <c>AddOmniChannel</c>; without one: <c>Create</c>, <see cref="StartAsync"/>, use, dispose.</remarks>
public sealed class OmniChannelRuntime : IChannelOrchestrator, IAsyncDisposable
{
    private OmniChannelRuntime(OmniChannelSetup setup) => Setup = setup;

    private OmniChannelSetup Setup { get; }

    /// <summary>Builds an instance. Nothing is opened or checked before <see cref="StartAsync"/>; later changes to the setup have no effect.</summary>
    public static OmniChannelRuntime Create(OmniChannelSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        return new OmniChannelRuntime(setup);
    }

    /// <summary>Makes the store ready and checks everything that can be checked before the first message. Called once, before anything else; calling it again does nothing.</summary>
    /// <exception cref="OmniChannelStartException">The instance cannot work as it is configured; holds every problem.</exception>
    /// <exception cref="Storage.StoreUnavailableException">The store cannot be used.</exception>
    public ValueTask StartAsync(CancellationToken cancellationToken = default) => throw Missing();

    /// <summary>Dispatches what is due now, and what becomes due by that, and returns when nothing is left. For tests, tools and <see cref="DispatchMode.None"/>.</summary>
    /// <returns>How many rows of the schedule were handled.</returns>
    public ValueTask<int> DispatchDueAsync(CancellationToken cancellationToken = default) => throw Missing();

    /// <summary>Dispatches whatever becomes due, until it is told to stop. Then it claims nothing more, finishes what it has begun, and returns without an exception.</summary>
    /// <param name="stopping">Asks it to stop.</param>
    public Task RunDispatcherAsync(CancellationToken stopping) => throw Missing();

    /// <summary>How the instance is: the store, the provider accounts, the backlog. Does not throw for a store that cannot be used; says so.</summary>
    public ValueTask<OmniChannelHealth> CheckHealthAsync(CancellationToken cancellationToken = default) => throw Missing();

    /// <inheritdoc/>
    public ValueTask<Decision> DecideAsync(Message message, CustomerId customer, CancellationToken cancellationToken = default) => throw Missing();

    /// <inheritdoc/>
    public ValueTask<SendResult> SendAsync(Message message, CustomerId customer, SendOptions? options = null, CancellationToken cancellationToken = default) => throw Missing();

    /// <inheritdoc/>
    public ValueTask<bool> RecordAsync(Touchpoint touchpoint, RecordOptions? options = null, CancellationToken cancellationToken = default) => throw Missing();

    /// <inheritdoc/>
    public ValueTask<RecordResult> RecordAsync(Receipt receipt, RecordOptions? options = null, CancellationToken cancellationToken = default) => throw Missing();

    /// <inheritdoc/>
    public ValueTask RecordAsync(CustomerId customer, ConsentRecord consent, RecordOptions? options = null, CancellationToken cancellationToken = default) => throw Missing();

    /// <inheritdoc/>
    public ValueTask SaveAsync(CustomerProfile profile, CancellationToken cancellationToken = default) => throw Missing();

    /// <inheritdoc/>
    public ValueTask SaveAsync(Campaign campaign, CancellationToken cancellationToken = default) => throw Missing();

    /// <inheritdoc/>
    public ValueTask<CustomerProfile?> FindCustomerAsync(CustomerId customer, CancellationToken cancellationToken = default) => throw Missing();

    /// <inheritdoc/>
    public IAsyncEnumerable<TimelineEntry> ReadTimelineAsync(CustomerId customer, CancellationToken cancellationToken = default) => throw Missing();

    /// <inheritdoc/>
    public ValueTask<DeliveryReport?> FindDeliveryAsync(DeliveryId delivery, CancellationToken cancellationToken = default) => throw Missing();

    /// <inheritdoc/>
    public ValueTask<UnsubscribeResult> UnsubscribeAsync(string token, string form, CancellationToken cancellationToken = default) => throw Missing();

    /// <summary>Ends the instance. Disposes of the store if the setup named none; a store that was given stays its giver's.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static NotSupportedException Missing() => new("This lands within the hour.");
}
