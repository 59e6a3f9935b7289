namespace OmniChannel;

/// <summary>The facts that a policy reads, each by what it is compared with.</summary>
/// <param name="shared">Those that are the same for all customers of a run.</param>
/// <param name="isKnown">Whether the plan is for customers of whom no fact is missing.</param>
internal sealed class FactFields(IReadOnlyCollection<Fact> shared, bool isKnown)
{
    private readonly Dictionary<(Fact Fact, string? Currency, Condition? Guard), FactField> _fields = [];

    public IReadOnlyCollection<FactField> All => _fields.Values;

    public bool IsShared(Fact fact) => shared.Contains(fact);

    public FactField Of(Fact fact, string? currency, Condition? guard = null)
    {
        if (!_fields.TryGetValue((fact, currency, guard), out var field))
        {
            field = new FactField(fact, currency, guard, isShared: guard is null && !fact.Domain.PerChannel && IsShared(fact), isKnown, _fields.Count);
            _fields.Add((fact, currency, guard), field);
        }

        return field;
    }

    /// <summary>The field that a constant is compared in; null when the two never compare.</summary>
    public FactField? Of(Fact fact, FactValue constant) =>
        constant.State == FactState.Present && constant.Kind == fact.Kind ? Of(fact, fact.Kind == FactKind.Money ? constant.Text : null) : null;

    /// <summary>Notes what a condition compares.</summary>
    public void Collect(Condition condition)
    {
        foreach (var part in ConditionLeaves.Of(condition))
        {
            switch (part)
            {
                case CompareCondition { Fact: var fact } compare when fact.Id != FactId.Channel:
                    Of(fact, compare.Constant)?.Add(compare.Constant, compare.Operator is not (CompareOperator.Equal or CompareOperator.NotEqual));
                    break;
                case OneOfCondition { Fact: var fact } oneOf when fact.Id != FactId.Channel:
                    foreach (var constant in oneOf.Constants)
                    {
                        Of(fact, constant)?.Add(constant, isOrdered: false);
                    }

                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Whether a condition asks about the channel, by its name or by a fact of each channel; what cannot be told counts.</summary>
    public static (bool ByName, bool ByFacts) AsksChannel(Condition condition)
    {
        var (byName, byFacts) = (false, false);
        foreach (var part in ConditionLeaves.Of(condition))
        {
            var fact = part switch { KnownCondition known => known.Fact, CompareCondition compare => compare.Fact, OneOfCondition oneOf => oneOf.Fact, _ => null };
            byName |= part is CelCondition || fact?.Id == FactId.Channel;
            byFacts |= part is CelCondition || fact?.Domain.PerChannel == true;
        }

        return (byName, byFacts);
    }
}
