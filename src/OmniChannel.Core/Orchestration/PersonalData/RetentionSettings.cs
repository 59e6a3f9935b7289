namespace OmniChannel;

/// <summary>How long what is personal is kept. Part of <see cref="OmniChannelOptions"/>. What is older is purged once a day, customer by customer, in small units of work.</summary>
public sealed class RetentionSettings
{
    /// <summary>How long an entry of the timeline is kept after it was recorded. What was folded from it stays in force: consents, figures, the stage. Operations of carts go with their carts (<see cref="CartSettings.PurgedAfter"/>).</summary>
    /// <value>Null: for ever. From 30 to 36,500 days: at least as long, so that no doubled event comes later than the memory of it.</value>
    public TimeSpan? Timeline { get; set; }

    /// <summary>How long a delivery and what it said is kept after it was queued. One that still waits or is in doubt stays until it is settled.</summary>
    /// <value>Null: for ever. From 30 to 36,500 days: at least as long, so that receipts still find it.</value>
    public TimeSpan? Deliveries { get; set; }

    internal bool IsSet => Timeline is not null || Deliveries is not null;
}
