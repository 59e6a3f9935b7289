namespace OmniChannel;

/// <summary>One part of a channel's score, in points.</summary>
public readonly record struct ScorePart(ScoreTerm Term, int Points, Reason Reason);
