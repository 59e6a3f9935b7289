namespace OmniChannel;

/// <summary>A fact that is true or false, and a condition by itself.</summary>
public sealed class FlagFact : Fact
{
    internal FlagFact(FactId id, string name, string description, FactDomain? domain = null)
        : base(id, FactKind.Flag, name, description, domain)
    {
    }

    /// <summary>Holds when the fact is true.</summary>
    public static implicit operator Condition(FlagFact fact) => fact.ToCondition();

    /// <summary>Holds when the fact is false.</summary>
    public static Condition operator !(FlagFact fact) => !fact.ToCondition();

    /// <summary>Holds when both hold.</summary>
    public static Condition operator &(FlagFact left, FlagFact right) => left.ToCondition() & right.ToCondition();

    /// <summary>Holds when one of them holds.</summary>
    public static Condition operator |(FlagFact left, FlagFact right) => left.ToCondition() | right.ToCondition();

    /// <summary>Both, for languages without operators.</summary>
    public static Condition BitwiseAnd(FlagFact left, FlagFact right) => left & right;

    /// <summary>One of them, for languages without operators.</summary>
    public static Condition BitwiseOr(FlagFact left, FlagFact right) => left | right;

    /// <summary>The opposite, for languages without operators.</summary>
    public static Condition LogicalNot(FlagFact fact) => !fact;

    /// <summary>The fact as a condition.</summary>
    public Condition ToCondition() => new CompareCondition(this, CompareOperator.Equal, FactValue.Of(true));
}
