namespace OmniChannel;

/// <summary>The facts that a policy reads, each by what it is compared with.</summary>
internal sealed class FactFields
{
    private readonly Dictionary<(Fact Fact, string? Currency), FactField> _fields = [];

    public IReadOnlyCollection<FactField> All => _fields.Values;

    public FactField Of(Fact fact, string? currency)
    {
        if (!_fields.TryGetValue((fact, currency), out var field))
        {
            _fields.Add((fact, currency), field = new FactField(fact, currency));
        }

        return field;
    }

    /// <summary>The field that a constant is compared in; null when the two never compare.</summary>
    public FactField? Of(Fact fact, FactValue constant) =>
        constant.State == FactState.Present && constant.Kind == fact.Kind ? Of(fact, fact.Kind == FactKind.Money ? constant.Text : null) : null;

    public void Collect(Condition condition)
    {
        var rest = new Stack<Condition>([condition]);
        while (rest.TryPop(out var next))
        {
            switch (next)
            {
                case AndCondition and:
                    rest.Push(and.Left);
                    rest.Push(and.Right);
                    break;
                case OrCondition or:
                    rest.Push(or.Left);
                    rest.Push(or.Right);
                    break;
                case NotCondition not:
                    rest.Push(not.Inner);
                    break;
                case KnownCondition { Fact: var fact } when fact.Id != FactId.Channel:
                    Of(fact, null);
                    break;
                case CompareCondition { Fact: var fact } compare when fact.Id != FactId.Channel:
                    Of(fact, compare.Constant)?.Add(compare.Constant);
                    break;
                case OneOfCondition { Fact: var fact } oneOf when fact.Id != FactId.Channel:
                    foreach (var constant in oneOf.Constants)
                    {
                        Of(fact, constant)?.Add(constant);
                    }

                    break;
                default:
                    break;
            }
        }
    }
}
