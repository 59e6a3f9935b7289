namespace OmniChannel;

/// <summary>What the timeline keeps of a decision: enough to say why, and to find the same decision again.</summary>
internal sealed record DecisionRecord
{
    public required string PolicyName { get; init; }

    public required string PolicyHash { get; init; }

    public required string SnapshotHash { get; init; }

    /// <summary>The points of the channel that won; null when none did.</summary>
    public int? Score { get; init; }

    /// <summary>What the score is made of, by term.</summary>
    public IReadOnlyDictionary<string, int>? Parts { get; init; }

    /// <summary>The decision in words, every channel with its reasons.</summary>
    public required string Explanation { get; init; }

    public static DecisionRecord Of(Decision decision)
    {
        var won = decision.Choice is { } choice ? decision[choice.Channel] : null;
        return new DecisionRecord
        {
            PolicyName = decision.PolicyName,
            PolicyHash = decision.PolicyHash,
            SnapshotHash = decision.SnapshotHash,
            Score = won?.Score,
            Parts = won is null ? null : PointsOf(won.Parts),
            Explanation = decision.ToString(),
        };
    }

    private static Dictionary<string, int> PointsOf(IReadOnlyList<ScorePart> parts)
    {
        var points = new Dictionary<string, int>(parts.Count);
        foreach (var part in parts)
        {
            var term = part.Term.ToString();
            points[term] = checked(points.GetValueOrDefault(term) + part.Points);
        }

        return points;
    }
}
