namespace OmniChannel;

/// <summary>One yes-or-no question to a snapshot. Each becomes one bit.</summary>
internal abstract record PlanTest
{
    /// <summary>Never holds; stands for a test that its field's range excludes.</summary>
    public sealed record Never : PlanTest;

    /// <summary>Whether a number lies on an arc of its field's circle: <c>stored − Low ≤ Span</c>, unsigned, in the width of the field. An interval and its complement are both arcs.</summary>
    public sealed record Range(PlanField Field, int Channel, uint Low, uint Span) : PlanTest;

    /// <summary>Whether an instant of a repeating period lies in a window that may wrap around: <c>(now + shift − from) mod period &lt; to − from</c>.</summary>
    public sealed record Window(PlanField Now, PlanField Shift, PlanField From, PlanField To, int Period) : PlanTest;

    /// <summary>Whatever the others cannot say, as steps of a small register machine.</summary>
    public sealed record Program(IReadOnlyList<PlanStep> Steps) : PlanTest
    {
        public bool Equals(Program? other) => other is not null && Steps.SequenceEqual(other.Steps);

        public override int GetHashCode() => Steps.Count;
    }
}
