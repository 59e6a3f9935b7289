namespace OmniChannel;

/// <summary>A fact whose values have an order: numbers, money, urgency.</summary>
/// <typeparam name="T">Its type.</typeparam>
public sealed class OrderedFact<T> : ValueFact<T>
    where T : struct
{
    internal OrderedFact(FactId id, FactKind kind, string name, string description, Func<T, FactValue> value, FactDomain? domain = null)
        : base(id, kind, name, description, value, domain)
    {
    }

    /// <summary>Holds when the fact is smaller.</summary>
    public static Condition operator <(OrderedFact<T> fact, T value) => fact.Compare(CompareOperator.Less, value);

    /// <summary>Holds when the fact is larger.</summary>
    public static Condition operator >(OrderedFact<T> fact, T value) => fact.Compare(CompareOperator.Greater, value);

    /// <summary>Holds when the fact is not larger.</summary>
    public static Condition operator <=(OrderedFact<T> fact, T value) => fact.Compare(CompareOperator.LessOrEqual, value);

    /// <summary>Holds when the fact is not smaller.</summary>
    public static Condition operator >=(OrderedFact<T> fact, T value) => fact.Compare(CompareOperator.GreaterOrEqual, value);
}
