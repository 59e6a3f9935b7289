namespace OmniChannel;

/// <summary>Carries what was recorded to other services: a broker, say. Implemented by packages and hosts; called by the dispatcher of any node, several customers at once.</summary>
/// <remarks>
/// What was recorded lies in the store, and each customer's place in the feed beside it: nothing is lost with the feed's other end, and <see cref="Feeds.ReplayAsync"/> gives it again. An event may
/// be given twice, under the same source and id; a customer's events are given for the first time in their order.
/// </remarks>
public interface IEventFeed
{
    /// <summary>Its name, under which places are kept: 1 to 64 lower-case ASCII letters, digits, '-', '.' and '_'. Another name begins anew.</summary>
    string Name { get; }

    /// <summary>Takes events over, durably.</summary>
    /// <param name="events">Events of one customer in their order: touchpoints as <see cref="TouchpointEvents"/> writes them, outcomes as docs/feeds.md says. At most 200.</param>
    /// <param name="cancellationToken">Ends the patience of the dispatcher.</param>
    /// <returns>Once every one of them was taken over. Any exception means that they may not have been, and they are given again later.</returns>
    ValueTask PublishAsync(IReadOnlyList<CloudEvent> events, CancellationToken cancellationToken);
}
