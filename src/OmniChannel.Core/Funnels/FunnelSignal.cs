namespace OmniChannel;

/// <summary>What an event of a journal means to a funnel as it is defined now. Immutable.</summary>
internal sealed class FunnelSignal
{
    /// <summary>Of a customer who is in a stage, by its place: the place of the transition; −1 for none.</summary>
    public required int[] Transition { get; init; }

    /// <summary>The place of the type among those that the funnel waits for; −1 for none of them.</summary>
    public required int Watched { get; init; }

    /// <summary>Whether it leads into the funnel.</summary>
    public required bool Enters { get; init; }

    /// <summary>The type of the touchpoint.</summary>
    public required string Type { get; init; }
}
