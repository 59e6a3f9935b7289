using System.Text.Json.Serialization;

namespace OmniChannel.Delivery;

/// <summary>What an outbox row holds: the message, where it goes, and how far it has come. Version 1; a member that is not known is passed over.</summary>
internal sealed record OutboxContent
{
    /// <summary>The kind under which the schedule knows a dispatch; its key is the delivery.</summary>
    public const string ScheduleKind = "dispatch";

    public required CustomerId Customer { get; init; }

    public required Message Message { get; init; }

    public required Channel Channel { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it is dispatched next; null once it is settled.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>What it took from the campaign's budget; null for nothing.</summary>
    public Money? Spend { get; init; }

    /// <summary>The hash of the address at which it is counted for others too, as long as that may be given back; null where no cap is per address, or where an older version queued it.</summary>
    public string? CountedAt { get; init; }

    /// <summary>What was rendered at the first dispatch, for one account; null before, and again when another account is to send it.</summary>
    public FrozenMessage? Frozen { get; init; }

    /// <summary>The account of the last attempt; null before the first.</summary>
    public string? Account { get; init; }

    /// <summary>When the last attempt began; null before the first.</summary>
    public DateTimeOffset? BegunAt { get; init; }

    /// <summary>The accounts that did not send it since the last wait, in the order in which they were tried; null for none.</summary>
    public IReadOnlyList<string>? Tried { get; init; }

    /// <summary>The accounts that asked for a wait, and until when they are not given it; null for none.</summary>
    public IReadOnlyList<AccountWait>? Waits { get; init; }

    /// <summary>The devices to which it has been, by their addresses; null before it went on to a second one.</summary>
    public IReadOnlyList<string>? Been { get; init; }

    /// <summary>Whether one of <see cref="Been"/> took it; null for no.</summary>
    public bool? IsReached { get; init; }

    /// <summary>Attempts that ended in a failure of the provider or in doubt; those that an account spoilt are not counted.</summary>
    public int Failures { get; init; }

    /// <summary>Whether some attempt may have reached the person: then it counts for caps, and no other account takes over.</summary>
    public bool MayBeSent { get; init; }

    /// <summary>Whether it may have reached the person on some device.</summary>
    [JsonIgnore]
    public bool HasReached => MayBeSent || IsReached == true;

    /// <summary>What was promised when it was queued; null where an older version queued it: at least once.</summary>
    public SendGuarantee? Guarantee { get; init; }

    /// <summary>What the provider called it when it took it over; null before, or when it has no name for it.</summary>
    public string? ProviderMessageId { get; init; }

    /// <summary>The messages of a digest, in their order; null for one message that is none.</summary>
    public IReadOnlyList<DigestItem>? Items { get; init; }

    /// <summary>What receipts told, each once and in the order of the status; null without one.</summary>
    public IReadOnlyList<DeliveryStatus>? Reports { get; init; }

    /// <summary>The turn that it waits for, or had, of an account that bore nothing more; null for none.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>Since when it waits for a node that has what it takes to send it; null where none lacked anything since its last attempt.</summary>
    public DateTimeOffset? MissingSince { get; init; }

    /// <summary>Where it goes on when its channel fails or is not seen; null for nowhere, or once it has gone on.</summary>
    public StepUpRest? Rest { get; init; }

    /// <summary>Until when its channel is tried before the next has its turn; null before the first attempt, and where there is no next.</summary>
    public DateTimeOffset? ChannelUntil { get; init; }

    /// <summary>The delivery on another channel whose place it takes; null for none.</summary>
    public DeliveryId? SteppedFrom { get; init; }

    /// <summary>When the first message of its plan was queued; null where it is the first, or where an older version queued it.</summary>
    public DateTimeOffset? PlannedAt { get; init; }

    /// <summary>The delivery on another channel that took its place; null for none.</summary>
    public DeliveryId? SteppedTo { get; init; }

    /// <summary>The customer's key that it holds; null for none, or where an older version queued it.</summary>
    public string? SupersedeKey { get; init; }

    /// <summary>What the last attempt or check said; null when all is well.</summary>
    public Reason? Reason { get; init; }
}
