namespace OmniChannel;

/// <summary>The facts of one customer, and to which segments they belong: each segment is judged once, when it is first asked. Not for several threads.</summary>
/// <param name="segments">The segments.</param>
/// <param name="facts">What is known of the customer beside them; asked for frozen segments too.</param>
internal sealed class MemberFacts<TFacts>(SegmentSet segments, TFacts facts) : IFactSource
    where TFacts : IFactSource
{
    private readonly byte[] _known = new byte[segments.All.Count];

    public FactValue Read(Fact fact) => fact.Id == FactId.Segment && segments.PlaceOf(fact.Name) is { } place ? FactValue.Of(IsMember(place)) : facts.Read(fact);

    /// <summary>Whether a condition is true.</summary>
    public bool Holds(Condition condition)
    {
        foreach (var fact in SegmentChecks.Asked(condition))
        {
            // in a row, so that no chain of segments makes the stack deep
            if (fact.Id == FactId.Segment && segments.PlaceOf(fact.Name) is { } place && _known[place] == 0)
            {
                JudgeAll();
                break;
            }
        }

        return ConditionWalker.Evaluate(condition, this) == Truth.True;
    }

    /// <summary>Whether the customer belongs to the segment at a place. The segments it asks were judged before, or are judged now.</summary>
    public bool IsMember(int place)
    {
        if (_known[place] == 0)
        {
            _known[place] = ConditionWalker.Evaluate(segments.All[place].When, this) == Truth.True ? (byte)2 : (byte)1;
        }

        return _known[place] == 2;
    }

    /// <summary>Judges every segment, each after those that it asks.</summary>
    public void JudgeAll()
    {
        foreach (var place in segments.Order)
        {
            IsMember(place);
        }
    }
}
