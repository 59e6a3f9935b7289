namespace OmniChannel.Storage;

/// <summary>At what a claim looks beside the rows of the schedule that it takes.</summary>
/// <param name="Kind">Of claims of this kind, whose keys are deliveries: their outbox rows.</param>
/// <param name="State">The key of the state row that is looked at with each outbox row, in the same partition.</param>
public readonly record struct ClaimLook(string Kind, string State);

/// <summary>A claimed row of the schedule, and what was seen of what it is about: perhaps a moment before it was claimed, so whoever acts on that proves it.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Outbox">The outbox row; null where there was none, or nobody looked.</param>
/// <param name="State">The state row of its partition; null where there was none, or nobody looked.</param>
public readonly record struct SeenClaim(ScheduleClaim Claim, OutboxRow? Outbox, StateRow? State);
