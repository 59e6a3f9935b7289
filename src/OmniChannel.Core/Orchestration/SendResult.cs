using System.Globalization;

namespace OmniChannel;

/// <summary>What became of a request to send, once it is committed: queued, deferred, skipped or refused.</summary>
public abstract record SendResult
{
    private SendResult()
    {
    }

    /// <summary>In the outbox, to be sent now.</summary>
    public sealed record Queued : SendResult
    {
        /// <summary>The delivery.</summary>
        public required DeliveryId Delivery { get; init; }

        /// <summary>The decision behind it; null when the answer of an earlier call with the same key is repeated.</summary>
        public Decision? Decision { get; init; }

        /// <summary>Whether an earlier call with the same idempotency key did it.</summary>
        public bool IsReplay { get; init; }

        /// <summary>In words, with the decision's.</summary>
        public override string ToString() => Words($"Queued as {Delivery}{Earlier(IsReplay)}.", Decision);
    }

    /// <summary>In the outbox, to be sent later: quiet hours, a cap, a provider that recovers.</summary>
    public sealed record Deferred : SendResult
    {
        /// <summary>The delivery.</summary>
        public required DeliveryId Delivery { get; init; }

        /// <summary>When it is to be sent, in UTC.</summary>
        public required DateTimeOffset Until { get; init; }

        /// <summary>The message's name within the digest that collects it, for <see cref="Digests.RemoveAsync"/>; null where it is none.</summary>
        public string? Item { get; init; }

        /// <summary>The decision behind it; null when the answer of an earlier call with the same key is repeated.</summary>
        public Decision? Decision { get; init; }

        /// <summary>Whether an earlier call with the same idempotency key did it.</summary>
        public bool IsReplay { get; init; }

        /// <summary>In words, with the decision's.</summary>
        public override string ToString() => Words(string.Create(CultureInfo.InvariantCulture, $"Deferred until {Until:u} as {Delivery}{Earlier(IsReplay)}."), Decision);
    }

    /// <summary>Not sent, for a reason that lies with the customer, the policy or the moment. Not a failure; recorded in the timeline.</summary>
    public sealed record Skipped : SendResult
    {
        /// <summary>Why, and what would change it.</summary>
        public required Reason Reason { get; init; }

        /// <summary>The decision behind it.</summary>
        public required Decision Decision { get; init; }

        /// <summary>In words, with the decision's.</summary>
        public override string ToString() => Words($"Skipped: {Reason}.", Decision);
    }

    /// <summary>Not sent, for a reason that lies with the request. Nothing is stored.</summary>
    public sealed record Refused : SendResult
    {
        /// <summary>Which.</summary>
        public required RefusedKind Kind { get; init; }

        /// <summary>What was found, what was expected, what to do.</summary>
        public required Reason Reason { get; init; }

        /// <summary>In words.</summary>
        public override string ToString() => $"Refused, {Kind}: {Reason}.";
    }

    private static string Earlier(bool isReplay) => isReplay ? ", by an earlier call with the same key" : "";

    private static string Words(string what, Decision? decision) => decision is null ? what : $"{what}\n{decision}";
}
