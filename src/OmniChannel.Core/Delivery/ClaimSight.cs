using OmniChannel.Storage;

namespace OmniChannel.Delivery;

/// <summary>What was seen of a delivery when it was claimed.</summary>
/// <param name="Outbox">Its row.</param>
/// <param name="State">The customer's state; null where nothing is stored.</param>
/// <param name="At">Just before, by elapsed time.</param>
internal sealed record ClaimSight(OutboxRow Outbox, StateRow? State, long At);
