namespace OmniChannel.Delivery;

/// <summary>Where a message goes on when its channel fails, or is not seen: what is left of its decision's plan. Version 1.</summary>
internal sealed record StepUpRest
{
    /// <summary>The channels in their order.</summary>
    public required IReadOnlyList<Channel> Channels { get; init; }

    /// <summary>How long it is waited for the message to be seen; null: only a failure goes on.</summary>
    public TimeSpan? After { get; init; }

    /// <summary>What a decision leaves; null for nothing.</summary>
    public static StepUpRest? Of(Decision decision) => decision.StepUp.Count == 0 ? null : new StepUpRest { Channels = decision.StepUp, After = decision.StepUpAfter };

    /// <summary>What is left behind a channel; null for nothing.</summary>
    public StepUpRest? Behind(Channel channel)
    {
        Channel[] left = [.. Channels.SkipWhile(one => one != channel).Skip(1)];
        return left.Length == 0 ? null : this with { Channels = left };
    }
}
