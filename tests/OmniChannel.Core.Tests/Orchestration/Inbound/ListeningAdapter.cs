using System.Collections.Concurrent;
using System.Text.Json;
using OmniChannel.Delivery;

namespace OmniChannel.Tests.Orchestration.Inbound;

/// <summary>An account whose provider calls us with whatever a test scripts.</summary>
internal sealed class ListeningAdapter(Channel channel, string account = "default") : IChannelAdapter, IInboundAdapter, IReconcilingAdapter, IMarketingAccount, IOptOutScope
{
    private readonly ConcurrentQueue<OutgoingMessage> sent = new();

    public Channel Channel => channel;

    public string Account => account;

    public bool MaySendMarketing => true;

    public string? OptOutScope { get; init; }

    public Uri? FallbackBaseUri { get; } = new("https://omnichannel.invalid");

    /// <summary>What the next calls say.</summary>
    public InboundReading Says { get; set; } = InboundReading.Of();

    public bool Throws { get; set; }

    public IReadOnlyList<OutgoingMessage> Sent => [.. sent];

    /// <summary>What the provider answers to a send.</summary>
    public AttemptOutcome Answer { get; set; } = AttemptOutcome.Accepted("provider-1");

    /// <summary>What the provider says when it is asked what became of a message.</summary>
    public ReconcileAnswer Found { get; set; } = ReconcileAnswer.Unclear("not asked for");

    public AddressCheck CheckAddress(string address) => AddressCheck.Valid(address.Trim());

    public ValueTask<AttemptOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        sent.Enqueue(message);
        return ValueTask.FromResult(Answer);
    }

    public ValueTask<ReconcileAnswer> ReconcileAsync(OutgoingMessage message, CancellationToken cancellationToken) => ValueTask.FromResult(Found);

    public ValueTask<InboundReading> ReadInboundAsync(WebhookRequest request, CancellationToken cancellationToken) =>
        Throws ? throw new JsonException("no JSON") : ValueTask.FromResult(Says);
}
