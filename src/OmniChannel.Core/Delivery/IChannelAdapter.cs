namespace OmniChannel.Delivery;

/// <summary>One provider account on one channel: the single interface a host implements to add a channel of its own.</summary>
/// <remarks>Implementations are called from many threads at once and keep no state per message.</remarks>
public interface IChannelAdapter
{
    /// <summary>The channel it sends on.</summary>
    Channel Channel { get; }

    /// <summary>The account's name, unique per channel: "default", "sendgrid-eu". Health, caps of providers and logs speak of it.</summary>
    string Account { get; }

    /// <summary>Judges an address by its form, without asking anybody. Called before anything is stored.</summary>
    AddressCheck CheckAddress(string address);

    /// <summary>Hands one rendered message to the provider, once.</summary>
    /// <param name="message">What to send, to whom, under which key.</param>
    /// <param name="cancellationToken">Ends the attempt; an adapter that has already sent bytes answers <see cref="AttemptOutcome.Unknown"/> instead of throwing.</param>
    /// <returns>What became of it. Expected failures are values; an exception is a defect and counts as <see cref="AttemptOutcome.Unknown"/>.</returns>
    ValueTask<AttemptOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken);
}
