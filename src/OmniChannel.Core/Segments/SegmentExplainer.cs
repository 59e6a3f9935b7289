namespace OmniChannel;

/// <summary>Says of every part of a condition whether it is true, false or missing. Pure.</summary>
internal sealed class SegmentExplainer<TFacts>(SegmentSet segments, MemberFacts<TFacts> facts)
    where TFacts : IFactSource
{
    /// <summary>Segments that ask segments are opened so deep, and each once; further ones only say their answer.</summary>
    private const int MaxDepth = 16;

    private readonly List<SegmentPart> _parts = [];
    private readonly HashSet<int> _opened = [];

    public static IReadOnlyList<SegmentPart> Explain(SegmentSet segments, MemberFacts<TFacts> facts, Condition when)
    {
        facts.JudgeAll();
        var explainer = new SegmentExplainer<TFacts>(segments, facts);
        explainer.Add(when, 0, 0);
        return explainer._parts;
    }

    private void Add(Condition condition, int depth, int opened)
    {
        switch (condition)
        {
            case AndCondition:
                Joined("all of", condition, Flat(condition, isAnd: true), depth, opened);
                break;
            case OrCondition:
                Joined("one of", condition, Flat(condition, isAnd: false), depth, opened);
                break;
            case NotCondition not:
                Joined("not", condition, [not.Inner], depth, opened);
                break;
            case CompareCondition { Fact: { Id: FactId.Segment } fact }:
                _parts.Add(PartOf(condition, depth, condition.ToString(), null));
                if (segments.PlaceOf(fact.Name) is { } place && opened < MaxDepth && _opened.Add(place))
                {
                    Add(segments.All[place].When, depth + 1, opened + 1);
                }

                break;
            default:
                _parts.Add(PartOf(condition, depth, condition.ToString(), Found(condition)));
                break;
        }
    }

    private void Joined(string text, Condition whole, IReadOnlyList<Condition> inner, int depth, int opened)
    {
        _parts.Add(PartOf(whole, depth, text, null));
        foreach (var one in inner)
        {
            Add(one, depth + 1, opened);
        }
    }

    private SegmentPart PartOf(Condition condition, int depth, string text, string? found) => new()
    {
        Depth = depth,
        Text = text,
        Answer = ConditionWalker.Evaluate(condition, facts) switch { Truth.True => SegmentAnswer.True, Truth.False => SegmentAnswer.False, _ => SegmentAnswer.Missing },
        Found = found,
    };

    private string? Found(Condition condition)
    {
        var asked = SegmentChecks.Asked(condition);
        return asked.Count == 0 ? null : string.Join(", ", asked.Select(fact => facts.Read(fact) switch
        {
            { State: FactState.Present } value => $"{fact} is {FactLabels.Write(fact, value)}",
            { State: FactState.Error } => $"{fact} is not what it is declared as",
            _ => $"{fact} is not known",
        }));
    }

    /// <summary>Conditions in a row, without the brackets of two at a time.</summary>
    private static List<Condition> Flat(Condition condition, bool isAnd)
    {
        var flat = new List<Condition>();
        var rest = new Stack<Condition>([condition]);
        while (rest.TryPop(out var next))
        {
            if ((isAnd, next) is (true, AndCondition and))
            {
                rest.Push(and.Right);
                rest.Push(and.Left);
            }
            else if ((isAnd, next) is (false, OrCondition or))
            {
                rest.Push(or.Right);
                rest.Push(or.Left);
            }
            else
            {
                flat.Add(next);
            }
        }

        return flat;
    }
}
