namespace OmniChannel;

/// <summary>One part of a channel's score. Parts that are worth nothing are left out.</summary>
public readonly record struct ScorePart
{
    internal ScorePart(ScoreTerm term, int points, Reason reason)
    {
        Term = term;
        Points = points;
        Reason = reason;
    }

    /// <summary>What it speaks of.</summary>
    public ScoreTerm Term { get; }

    /// <summary>What it is worth.</summary>
    public int Points { get; }

    /// <summary>Why.</summary>
    public Reason Reason { get; }
}
