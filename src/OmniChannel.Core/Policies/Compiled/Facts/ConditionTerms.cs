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

/// <summary>Turns a condition into rules over tests: it is so when all tests of one of the terms hold. Null when that takes too many terms, or code that no range says.</summary>
internal sealed class ConditionTerms(PlanBuilder plan, FactFields fields, IReadOnlyList<Channel> channels)
{
    /// <summary>More terms than this spill.</summary>
    private const int MostTerms = 16;

    private static readonly int[][] AlwaysTrue = [[]];

    public int[][]? Of(Condition condition, Wanted wanted, int channel)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return condition switch
        {
            ConstantCondition constant => IsWanted(constant.Value ? Truth.True : Truth.False, wanted),
            AndCondition and => Join(Of(and.Left, wanted, channel), Of(and.Right, wanted, channel), isBoth: wanted is Wanted.True or Wanted.NotFalse),
            OrCondition or => Join(Of(or.Left, wanted, channel), Of(or.Right, wanted, channel), isBoth: wanted is Wanted.False or Wanted.NotTrue),
            NotCondition not => Of(not.Inner, Opposite(wanted), channel),
            KnownCondition { Fact.Id: FactId.Channel } => IsWanted(Truth.True, wanted),
            KnownCondition known => Codes(fields.Of(known.Fact, null), channel, code => code > 0, wanted),
            CompareCondition { Fact.Id: FactId.Channel } or OneOfCondition { Fact.Id: FactId.Channel } => IsWanted(ConditionWalker.Evaluate(condition, new OneChannel(channels[channel])), wanted),
            CompareCondition compare => fields.Of(compare.Fact, compare.Constant) is { } field
                ? Codes(field, channel, Holds(compare.Operator, field.CodeOf(compare.Constant)), wanted, canBeUnknown: true)
                : IsWanted(Truth.Unknown, wanted),
            OneOfCondition oneOf => OneOf(oneOf, wanted, channel),
            _ => null,
        };
    }

    private static Wanted Opposite(Wanted wanted) => wanted switch
    {
        Wanted.True => Wanted.False,
        Wanted.False => Wanted.True,
        Wanted.NotTrue => Wanted.NotFalse,
        _ => Wanted.NotTrue,
    };

    private static int[][] IsWanted(Truth truth, Wanted wanted) => wanted switch
    {
        Wanted.True => truth == Truth.True,
        Wanted.False => truth == Truth.False,
        Wanted.NotTrue => truth != Truth.True,
        _ => truth != Truth.False,
    } ? AlwaysTrue : [];

    private static Func<int, bool> Holds(CompareOperator op, int constant) => op switch
    {
        CompareOperator.Equal => code => code == constant,
        CompareOperator.NotEqual => code => code != constant,
        CompareOperator.Less => code => code < constant,
        CompareOperator.LessOrEqual => code => code <= constant,
        CompareOperator.Greater => code => code > constant,
        _ => code => code >= constant,
    };

    private int[][]? OneOf(OneOfCondition oneOf, Wanted wanted, int channel)
    {
        var comparable = oneOf.Constants.Select(c => (Field: fields.Of(oneOf.Fact, c), Constant: c)).ToList();
        if (comparable.Any(c => c.Field is null) || comparable.Select(c => c.Field).Distinct().Count() != 1)
        {
            return null;
        }

        var codes = comparable.Select(c => c.Field!.CodeOf(c.Constant)).ToHashSet();
        return Codes(comparable[0].Field!, channel, codes.Contains, wanted, canBeUnknown: true);
    }

    /// <summary>One term: the code lies in none of the gaps of what is wanted.</summary>
    private int[][] Codes(FactField field, int channel, Func<int, bool> isTrue, Wanted wanted, bool canBeUnknown = false)
    {
        var most = field.MostCode;
        var tests = new List<int>();
        var (low, high) = (0, most);
        while (low <= most && !Has(low))
        {
            low++;
        }

        while (high >= low && !Has(high))
        {
            high--;
        }

        if (low > high)
        {
            return [];
        }

        tests.Add(plan.Within(field.Field!, low, high, channel));
        for (var code = low; code <= high; code++)
        {
            if (!Has(code))
            {
                var from = code;
                while (!Has(code))
                {
                    code++;
                }

                tests.Add(plan.Outside(field.Field!, from, code - 1, channel));
            }
        }

        return [[.. tests.Where(t => t != PlanBuilder.Always)]];

        bool Has(int code) => IsWanted(code == 0 && canBeUnknown ? Truth.Unknown : isTrue(code) ? Truth.True : Truth.False, wanted).Length > 0;
    }

    private static int[][]? Join(int[][]? left, int[][]? right, bool isBoth)
    {
        if (left is null || right is null || (isBoth ? left.Length * right.Length : left.Length + right.Length) > MostTerms)
        {
            return null;
        }

        return isBoth ? [.. left.SelectMany(l => right.Select(r => l.Union(r).ToArray()))] : [.. left, .. right];
    }

    private readonly struct OneChannel(Channel channel) : IFactSource
    {
        public FactValue Read(Fact fact) => fact.Id == FactId.Channel ? FactValue.Of(channel.Name) : FactValue.Absent;
    }
}
