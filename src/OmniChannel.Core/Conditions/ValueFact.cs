namespace OmniChannel;

/// <summary>A fact whose values are equal or not.</summary>
/// <typeparam name="T">Its type.</typeparam>
public class ValueFact<T> : Fact
    where T : struct
{
    private readonly Func<T, FactValue> _value;

    internal ValueFact(FactId id, FactKind kind, string name, string description, Func<T, FactValue> value, FactDomain? domain = null)
        : base(id, kind, name, description, domain) => _value = value;

    /// <summary>Holds when the fact has this value.</summary>
    public static Condition operator ==(ValueFact<T> fact, T value) => fact.Compare(CompareOperator.Equal, value);

    /// <summary>Holds when the fact has another value.</summary>
    public static Condition operator !=(ValueFact<T> fact, T value) => fact.Compare(CompareOperator.NotEqual, value);

    /// <summary>Holds when the fact has one of these values.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public Condition In(params ReadOnlySpan<T> values)
    {
        if (values.IsEmpty)
        {
            throw new ArgumentException($"{Name} is in no set of no values; name at least one.", nameof(values));
        }

        var constants = new FactValue[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            constants[i] = Constant(values[i]);
        }

        return new OneOfCondition(this, constants);
    }

    private protected Condition Compare(CompareOperator op, T value) => new CompareCondition(this, op, Constant(value));

    internal FactValue Constant(T value)
    {
        var constant = _value(value);
        return constant.State == FactState.Present && (Kind != FactKind.Money || constant.Text is not null)
            ? constant
            : throw new ArgumentException($"{Name} is compared with a default {typeof(T).Name}, which names nothing; to ask whether the fact is there, use IsKnown.", nameof(value));
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => base.Equals(obj);

    /// <inheritdoc/>
    public override int GetHashCode() => base.GetHashCode();
}
