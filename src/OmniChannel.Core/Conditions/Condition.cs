namespace OmniChannel;

/// <summary>A condition over facts, as a tree that can be printed, hashed and verified. Made from <see cref="Facts"/> by operators; prints itself as an expression of the Common Expression Language.</summary>
public abstract record Condition
{
    private protected Condition()
    {
    }

    /// <summary>Always holds.</summary>
    public static Condition Always { get; } = new ConstantCondition(true);

    /// <summary>Never holds.</summary>
    public static Condition Never { get; } = new ConstantCondition(false);

    /// <summary>Holds when both hold.</summary>
    public static Condition operator &(Condition left, Condition right) => new AndCondition(Checked(left), Checked(right));

    /// <summary>Holds when one of them holds.</summary>
    public static Condition operator |(Condition left, Condition right) => new OrCondition(Checked(left), Checked(right));

    /// <summary>Holds when the condition does not.</summary>
    public static Condition operator !(Condition condition) => new NotCondition(Checked(condition));

    /// <summary>Both, for languages without operators.</summary>
    public static Condition BitwiseAnd(Condition left, Condition right) => left & right;

    /// <summary>One of them, for languages without operators.</summary>
    public static Condition BitwiseOr(Condition left, Condition right) => left | right;

    /// <summary>The opposite, for languages without operators.</summary>
    public static Condition LogicalNot(Condition condition) => !condition;

    /// <summary>The condition as an expression of the Common Expression Language: <c>message.purpose == "marketing" &amp;&amp; cart.total &lt; money("20.00 EUR")</c>.</summary>
    public sealed override string ToString() => Print();

    private protected abstract string Print();

    private protected static string Nested(Condition condition) =>
        condition is AndCondition or OrCondition ? "(" + condition + ")" : condition.ToString();

    private static Condition Checked(Condition condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return condition;
    }
}
