using System.Collections.Concurrent;
using OmniChannel.Delivery;

namespace OmniChannel.Tests.Orchestration;

/// <summary>An account whose answers a test scripts; it keeps what it was given.</summary>
internal sealed class ScriptedAdapter(Channel channel, string account = "default") : IChannelAdapter, IMarketingAccount
{
    private readonly ConcurrentQueue<OutgoingMessage> given = new();

    public Channel Channel => channel;

    public string Account => account;

    public bool MaySendMarketing { get; init; } = true;

    public Uri? FallbackBaseUri { get; init; } = new("https://omnichannel.invalid");

    /// <summary>Every call, in its order.</summary>
    public IReadOnlyList<OutgoingMessage> Given => [.. given];

    /// <summary>What it answers; accepted without a script.</summary>
    public Func<OutgoingMessage, CancellationToken, ValueTask<AttemptOutcome>> Answer { get; set; } = static (_, _) => ValueTask.FromResult(AttemptOutcome.Accepted("provider-1"));

    public void Answers(params AttemptOutcome[] outcomes)
    {
        var next = -1;
        Answer = (_, _) => ValueTask.FromResult(outcomes[Math.Min(Interlocked.Increment(ref next), outcomes.Length - 1)]);
    }

    public AddressCheck CheckAddress(string address) =>
        address.Contains('@', StringComparison.Ordinal) || address.StartsWith('+') || Channel == Channel.Push ? AddressCheck.Valid(address) : AddressCheck.Invalid("found no '@'; expected a mailbox such as anna@example.com");

    public ValueTask<AttemptOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        given.Enqueue(message);
        return Answer(message, cancellationToken);
    }
}
