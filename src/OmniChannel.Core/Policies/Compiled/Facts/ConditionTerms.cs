using System.Runtime.CompilerServices;

namespace OmniChannel;

/// <summary>What is asked of a condition of three answers.</summary>
internal enum Wanted : byte
{
    True,
    False,
    NotTrue,
    NotFalse,
}

/// <summary>Turns a condition into terms: it is so when one of them holds. Null when that takes too many, or code that no range says.</summary>
internal sealed class ConditionTerms(FactFields fields)
{
    /// <summary>More terms than this spill.</summary>
    private const int Most = 16;

    private static readonly PlanTerm[] Always = [PlanTerm.Always];

    public PlanTerm[]? Of(Condition condition, Wanted wanted, Channel channel)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return condition switch
        {
            ConstantCondition constant => IsWanted(constant.Value ? Truth.True : Truth.False, wanted),
            AndCondition and => Join(Of(and.Left, wanted, channel), Of(and.Right, wanted, channel), isBoth: wanted is Wanted.True or Wanted.NotFalse),
            OrCondition or => Join(Of(or.Left, wanted, channel), Of(or.Right, wanted, channel), isBoth: wanted is Wanted.False or Wanted.NotTrue),
            NotCondition not => Of(not.Inner, Opposite(wanted), channel),
            KnownCondition { Fact.Id: FactId.Channel } => IsWanted(Truth.True, wanted),
            KnownCondition known => Known(fields.Of(known.Fact, null), wanted),
            CompareCondition { Fact.Id: FactId.Channel } or OneOfCondition { Fact.Id: FactId.Channel } => IsWanted(ConditionWalker.Evaluate(condition, new OneChannel(channel)), wanted),
            CompareCondition compare => fields.Of(compare.Fact, compare.Constant) is { } field
                ? Codes(field, field.Where(compare.Operator, compare.Constant), wanted)
                : IsWanted(Truth.Unknown, wanted),
            OneOfCondition oneOf => OneOf(oneOf, wanted),
            _ => null,
        };
    }

    /// <summary>The same, said by terms that exclude each other; null when that takes too many.</summary>
    public static PlanTerm[]? Apart(PlanTerm[] terms)
    {
        var apart = new List<PlanTerm>();
        for (var t = 0; t < terms.Length; t++)
        {
            List<PlanTerm> pieces = [terms[t]];
            for (var before = 0; before < t && pieces.Count <= Most; before++)
            {
                pieces = [.. pieces.SelectMany(piece => piece.Without(terms[before]))];
            }

            apart.AddRange(pieces);
            if (apart.Count > Most)
            {
                return null;
            }
        }

        return [.. apart];
    }

    private static Wanted Opposite(Wanted wanted) => wanted switch
    {
        Wanted.True => Wanted.False,
        Wanted.False => Wanted.True,
        Wanted.NotTrue => Wanted.NotFalse,
        _ => Wanted.NotTrue,
    };

    private static PlanTerm[] IsWanted(Truth truth, Wanted wanted) => wanted switch
    {
        Wanted.True => truth == Truth.True,
        Wanted.False => truth == Truth.False,
        Wanted.NotTrue => truth != Truth.True,
        _ => truth != Truth.False,
    } ? Always : [];

    private PlanTerm[]? OneOf(OneOfCondition oneOf, Wanted wanted)
    {
        var comparable = oneOf.Constants.Select(c => fields.Of(oneOf.Fact, c)).Distinct().ToList();
        return comparable is [{ } field]
            ? Codes(field, oneOf.Constants.Aggregate(CodeSet.None, (codes, c) => codes.Or(field.Where(CompareOperator.Equal, c))), wanted)
            : null;
    }

    private static PlanTerm[] Known(FactField field, Wanted wanted) =>
        Term(field, wanted is Wanted.True or Wanted.NotFalse ? CodeSet.Between(1, field.Code.Most) : CodeSet.Between(0, 0));

    private static PlanTerm[] Codes(FactField field, CodeSet isTrue, Wanted wanted) => Term(field, wanted switch
    {
        Wanted.True => isTrue,
        Wanted.False => CodeSet.Between(1, field.Code.Most).Without(isTrue),
        Wanted.NotTrue => CodeSet.Between(0, field.Code.Most).Without(isTrue),
        _ => isTrue.Or(CodeSet.Between(0, 0)),
    });

    private static PlanTerm[] Term(FactField field, CodeSet codes) => PlanTerm.Of(field, codes) is { } term ? [term] : [];

    private static PlanTerm[]? Join(PlanTerm[]? left, PlanTerm[]? right, bool isBoth)
    {
        if (left is null || right is null)
        {
            return null;
        }

        if (isBoth && left.Length == 1 && right.Length == 1)
        {
            return left[0].And(right[0]) is { } both ? [both] : [];
        }

        var joined = new List<PlanTerm>();
        foreach (var term in isBoth ? left.SelectMany(l => right.Select(r => l.And(r))) : [.. left, .. right])
        {
            if (term is not null && !joined.Exists(other => other.Covers(term)))
            {
                joined.RemoveAll(term.Covers);
                joined.Add(term);
            }
        }

        return joined.Count > Most ? null : [.. joined];
    }

    private readonly struct OneChannel(Channel channel) : IFactSource
    {
        public FactValue Read(Fact fact) => fact.Id == FactId.Channel ? FactValue.Of(channel.Name) : FactValue.Absent;
    }
}
