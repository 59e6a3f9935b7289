using OmniChannel.Storage;

namespace OmniChannel.Delivery;

/// <summary>What follows from the outcome of an attempt.</summary>
internal sealed record AttemptEffect
{
    public required OutboxState State { get; init; }

    public required OutboxContent Content { get; init; }

    /// <summary>Whether the reservation and the budget are given back: it certainly reached nobody and is not tried again.</summary>
    public bool Releases { get; init; }

    /// <summary>Whether the address is not to be used again.</summary>
    public bool Suppresses { get; init; }

    /// <summary>How long the account is not to be used; null when it may.</summary>
    public TimeSpan? PausesFor { get; init; }
}
