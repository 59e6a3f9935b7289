using OmniChannel.Delivery;

namespace OmniChannel.Testing;

/// <summary>A channel that keeps what it was given, like a provider that honours idempotency keys: one key, one message, however often it is sent.</summary>
/// <remarks>
/// Safe for many threads. Accepts everything until it is told otherwise by <see cref="AnswerNext"/> or <see cref="Answer"/>. An answer of Unknown counts as sent, the worst case: the
/// provider had taken the message over and its answer was lost.
/// </remarks>
/// <param name="channel">The channel it sends on.</param>
/// <param name="account">The account's name.</param>
public sealed class RecordingChannel(Channel channel, string account = "recording") : IChannelAdapter, IMarketingAccount, IReconcilingAdapter
{
    private readonly Lock _gate = new();
    private readonly Queue<AttemptOutcome> _next = new();
    private readonly List<OutgoingMessage> _attempts = [];
    private readonly List<OutgoingMessage> _sent = [];
    private readonly Dictionary<string, string> _receivedByKey = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Channel Channel { get; } = channel.Name is null ? throw new ArgumentException("default(Channel) names nothing; use Channel.Email or new Channel(\"…\").", nameof(channel)) : channel;

    /// <inheritdoc/>
    public string Account { get; } = account;

    /// <inheritdoc/>
    public bool MaySendMarketing => true;

    /// <summary>A name that does not exist, so that a test needs no <c>PublicBaseUri</c>.</summary>
    public Uri? FallbackBaseUri { get; } = new("https://omnichannel.invalid");

    /// <summary>Answers every message that no answer of <see cref="AnswerNext"/> is left for; null accepts them all.</summary>
    public Func<OutgoingMessage, AttemptOutcome>? Answer { get; set; }

    /// <summary>Every call, in its order, repetitions and refused ones included.</summary>
    public IReadOnlyList<OutgoingMessage> Attempts
    {
        get
        {
            lock (_gate)
            {
                return [.. _attempts];
            }
        }
    }

    /// <summary>What people got, in its order: accepted or Unknown, each idempotency key once.</summary>
    public IReadOnlyList<OutgoingMessage> Sent
    {
        get
        {
            lock (_gate)
            {
                return [.. _sent];
            }
        }
    }

    /// <summary>The answers to the next messages, one each, in this order; a repetition that is recognised by its key uses none up.</summary>
    public void AnswerNext(params ReadOnlySpan<AttemptOutcome> outcomes)
    {
        lock (_gate)
        {
            foreach (var outcome in outcomes)
            {
                _next.Enqueue(outcome ?? throw new ArgumentNullException(nameof(outcomes)));
            }
        }
    }

    /// <summary>Refuses what is empty or has a control character; takes anything else, without white space at its ends.</summary>
    public AddressCheck CheckAddress(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var trimmed = address.Trim(' ');
        return trimmed.Length == 0 ? AddressCheck.Invalid("The address is empty.")
            : trimmed.Any(char.IsControl) ? AddressCheck.Invalid("The address has a control character.")
            : AddressCheck.Valid(trimmed);
    }

    /// <inheritdoc/>
    public ValueTask<AttemptOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            _attempts.Add(message);
            if (_receivedByKey.TryGetValue(message.IdempotencyKey, out var known))
            {
                return ValueTask.FromResult(AttemptOutcome.Accepted(known));
            }

            var outcome = _next.TryDequeue(out var scripted) ? scripted : Answer?.Invoke(message) ?? AttemptOutcome.Accepted($"recorded-{_sent.Count + 1}");
            if (outcome.Result is AttemptResult.Accepted or AttemptResult.Unknown)
            {
                _receivedByKey.Add(message.IdempotencyKey, outcome.ProviderMessageId ?? $"recorded-{_sent.Count + 1}");
                _sent.Add(message);
            }

            return ValueTask.FromResult(outcome);
        }
    }

    /// <summary>Says of each message by its key whether it was received.</summary>
    public ValueTask<ReconcileAnswer> ReconcileAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return ValueTask.FromResult(_receivedByKey.TryGetValue(message.IdempotencyKey, out var known) ? ReconcileAnswer.Sent(known) : ReconcileAnswer.NotSent());
        }
    }
}
