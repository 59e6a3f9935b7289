namespace OmniChannel;

/// <summary>One part of a channel's score. What is worth nothing is left out, unless a fact was missing: then it stands here with 0.</summary>
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
