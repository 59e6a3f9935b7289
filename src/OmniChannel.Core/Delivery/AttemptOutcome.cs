namespace OmniChannel.Delivery;

/// <summary>What became of one attempt to hand a message to a provider.</summary>
public sealed record AttemptOutcome
{
    private AttemptOutcome(AttemptResult result) => Result = result;

    /// <summary>Which of the four.</summary>
    public AttemptResult Result { get; }

    /// <summary>Whose fault it was; <see cref="AttemptFault.None"/> when accepted.</summary>
    public AttemptFault Fault { get; private init; }

    /// <summary>The provider's identifier of the message; null when it gave none.</summary>
    public string? ProviderMessageId { get; private init; }

    /// <summary>The provider's code, such as "550 5.1.1"; null when there is none.</summary>
    public string? Code { get; private init; }

    /// <summary>What happened, in words, with no address and no secret in it; null when accepted.</summary>
    public string? Detail { get; private init; }

    /// <summary>How long the provider asked to wait; null when it did not.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>Whether the person wants to hear nothing more from us, as the provider says: the address is suppressed as by STOP, so that START opens it again.</summary>
    public bool IsOptOut { get; private init; }

    /// <summary>Whether the provider refuses it because it has the same content already: that may be what an earlier attempt of the delivery left there.</summary>
    public bool IsDuplicate { get; private init; }

    /// <summary>Since when nobody is reached at the address, where the provider says that (APNs does): what was registered later stays. Null: since now.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The provider has taken it over.</summary>
    /// <param name="providerMessageId">Its identifier there, if it gave one.</param>
    public static AttemptOutcome Accepted(string? providerMessageId = null) => new(AttemptResult.Accepted) { ProviderMessageId = providerMessageId };

    /// <summary>The provider refuses it for good.</summary>
    /// <param name="fault"><see cref="AttemptFault.Recipient"/> (the address will be suppressed) or <see cref="AttemptFault.Message"/>.</param>
    /// <param name="code">The provider's code.</param>
    /// <param name="detail">What happened, with no address and no secret in it.</param>
    /// <exception cref="ArgumentOutOfRangeException">Any other fault: a fault of the account or provider is <see cref="NotSent"/>.</exception>
    public static AttemptOutcome Rejected(AttemptFault fault, string? code, string detail) =>
        fault is AttemptFault.Recipient or AttemptFault.Message
            ? new(AttemptResult.Rejected) { Fault = fault, Code = code, Detail = detail }
            : throw new ArgumentOutOfRangeException(nameof(fault), fault, "Only a fault of the recipient or the message is final; report a fault of the account or the provider by NotSent.");

    /// <summary>The provider refuses it because the person opted out: rejected, by the recipient's fault, and suppressed as by STOP.</summary>
    /// <param name="code">The provider's code.</param>
    /// <param name="detail">What happened, with no address and no secret in it.</param>
    public static AttemptOutcome OptedOut(string? code, string detail) => new(AttemptResult.Rejected) { Fault = AttemptFault.Recipient, Code = code, Detail = detail, IsOptOut = true };

    /// <summary>The provider has the same content already and does not take it twice. Rejected, by the message's fault: unless an earlier attempt of the same delivery ended in doubt, which is then known to have been accepted.</summary>
    /// <param name="code">The provider's code.</param>
    /// <param name="detail">What happened, with no address and no secret in it.</param>
    public static AttemptOutcome Duplicate(string? code, string detail) => new(AttemptResult.Rejected) { Fault = AttemptFault.Message, Code = code, Detail = detail, IsDuplicate = true };

    /// <summary>It was certainly not sent and may be tried again.</summary>
    /// <param name="fault"><see cref="AttemptFault.Account"/> (the account is paused and the next one tried) or <see cref="AttemptFault.Provider"/>.</param>
    /// <param name="code">The provider's code, if it gave one.</param>
    /// <param name="detail">What happened, with no address and no secret in it.</param>
    /// <param name="retryAfter">How long the provider asked to wait.</param>
    /// <exception cref="ArgumentOutOfRangeException">Any other fault.</exception>
    public static AttemptOutcome NotSent(AttemptFault fault, string? code, string detail, TimeSpan? retryAfter = null) =>
        fault is AttemptFault.Account or AttemptFault.Provider
            ? new(AttemptResult.NotSent) { Fault = fault, Code = code, Detail = detail, RetryAfter = retryAfter }
            : throw new ArgumentOutOfRangeException(nameof(fault), fault, "What was not sent is a fault of the account or the provider; report a fault of the recipient or the message by Rejected.");

    /// <summary>Bytes went out and no answer came: it may have been sent or not.</summary>
    /// <param name="detail">What happened, with no address and no secret in it.</param>
    public static AttemptOutcome Unknown(string detail) => new(AttemptResult.Unknown) { Fault = AttemptFault.Provider, Detail = detail };
}
