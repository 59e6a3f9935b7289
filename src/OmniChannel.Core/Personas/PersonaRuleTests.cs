using System.Runtime.CompilerServices;

namespace OmniChannel;

/// <summary>The rules of personas made ready: each fact is read once for all of them, and a rule that is tests joined by "and" is those tests in a row. Any other is walked. Immutable; agrees with <see cref="ConditionWalker"/>.</summary>
internal sealed class PersonaRuleTests
{
    private readonly List<Fact> _asked = [];
    private readonly (Condition? When, Test[]? Tests)[] _rules;

    public PersonaRuleTests(IEnumerable<Persona> personas) => _rules = [.. personas.Select(persona => (persona.When, persona.When is { } when ? TestsOf(when) : null))];

    /// <summary>Whether the rule of the persona at a place holds.</summary>
    /// <param name="place">Its place in the book.</param>
    /// <param name="facts">The customer.</param>
    /// <param name="read">What was read of this customer before, by the rules of other places.</param>
    public bool Holds<TFacts>(int place, TFacts facts, ref Readings read)
        where TFacts : IFactSource
    {
        ref readonly var rule = ref _rules[place];
        if (rule.Tests is null)
        {
            return rule.When is { } when && ConditionWalker.Evaluate(when, facts) == Truth.True;
        }

        foreach (ref readonly var test in rule.Tests.AsSpan())
        {
            if ((read.Has & 1u << test.Fact) == 0)
            {
                read.Values[test.Fact] = facts.Read(_asked[test.Fact]);
                read.Has |= 1u << test.Fact;
            }

            if (!test.Holds(in read.Values[test.Fact]))
            {
                return false;
            }
        }

        return true;
    }

    private Test[]? TestsOf(Condition when)
    {
        var (tests, rest) = (new List<Test>(), new Stack<Condition>([when]));
        while (rest.TryPop(out var condition))
        {
            switch (condition)
            {
                case AndCondition and:
                    rest.Push(and.Right);
                    rest.Push(and.Left);
                    break;
                case CompareCondition compare when PlaceOf(compare.Fact) is { } fact:
                    tests.Add(new(fact, compare.Operator, [compare.Constant]));
                    break;
                case OneOfCondition oneOf when PlaceOf(oneOf.Fact) is { } fact:
                    tests.Add(new(fact, CompareOperator.Equal, [.. oneOf.Constants]));
                    break;
                case KnownCondition known when PlaceOf(known.Fact) is { } fact:
                    tests.Add(new(fact, CompareOperator.Equal, null));
                    break;
                default:
                    return null;
            }
        }

        return [.. tests];
    }

    /// <summary>Null where there is no room for one more.</summary>
    private int? PlaceOf(Fact fact)
    {
        var place = _asked.IndexOf(fact);
        if (place < 0 && _asked.Count < Room.Length)
        {
            place = _asked.Count;
            _asked.Add(fact);
        }

        return place < 0 ? null : place;
    }

    /// <summary>The facts of one customer that were read so far.</summary>
    internal struct Readings
    {
        public uint Has;
        public Room Values;
    }

    [InlineArray(Length)]
    internal struct Room
    {
        public const int Length = 16;

        private FactValue _first;
    }

    /// <param name="Fact">Its place among those that are asked.</param>
    /// <param name="Operator">How it compares.</param>
    /// <param name="Constants">With any of these; null for whether it is known at all.</param>
    private readonly record struct Test(int Fact, CompareOperator Operator, FactValue[]? Constants)
    {
        public bool Holds(in FactValue value)
        {
            if (value.State != FactState.Present || Constants is null)
            {
                return value.State == FactState.Present;
            }

            foreach (ref readonly var constant in Constants.AsSpan())
            {
                if (ConditionWalker.Compare(value, Operator, constant) == Truth.True)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
