namespace OmniChannel;

/// <summary>What became of repeating a recorded decision.</summary>
public abstract record ReplayResult
{
    private ReplayResult()
    {
    }

    /// <summary>The same decision, byte for byte.</summary>
    public sealed record Same : ReplayResult
    {
        /// <summary>The decision.</summary>
        public required Decision Decision { get; init; }

        /// <inheritdoc/>
        public override string ToString() => "the same decision, byte for byte";
    }

    /// <summary>The policy is not the one that made the decision. Nothing was decided.</summary>
    public sealed record OtherPolicy : ReplayResult
    {
        /// <summary>The recorded hash.</summary>
        public required string Recorded { get; init; }

        /// <summary>The hash of the policy that was given.</summary>
        public required string Given { get; init; }

        /// <inheritdoc/>
        public override string ToString() => $"another policy: policy {Recorded} decided, this is {Given}; give that one, or compare the two with {nameof(PolicyDiff)}";
    }

    /// <summary>The recording was changed: it lacks the offsets of a zone whose days a cap counts. Nothing was decided.</summary>
    public sealed record Incomplete : ReplayResult
    {
        /// <summary>The zone.</summary>
        public required string TimeZone { get; init; }

        /// <inheritdoc/>
        public override string ToString() => $"incomplete: the offsets of {TimeZone} are not in the recording";
    }

    /// <summary>Another decision from the same snapshot and policy: the recording was changed, or another version of the library made it.</summary>
    public sealed record OtherDecision : ReplayResult
    {
        /// <summary>What came out now.</summary>
        public required Decision Decision { get; init; }

        /// <summary>Every place that differs, in the order of the decision's JSON.</summary>
        public required IReadOnlyList<ReplayDifference> Differences { get; init; }

        /// <inheritdoc/>
        public override string ToString() => "another decision: " + string.Join("; ", Differences.Take(3)) + (Differences.Count > 3 ? $"; and {Differences.Count - 3} more" : "");
    }
}
