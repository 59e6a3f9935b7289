namespace OmniChannel;

/// <summary>A fact that is a text, compared by ordinal.</summary>
public sealed class TextFact : Fact
{
    internal TextFact(FactId id, string name, string description, FactDomain? domain = null)
        : base(id, FactKind.Text, name, description, domain)
    {
    }

    /// <summary>Holds when the fact is this text.</summary>
    public static Condition operator ==(TextFact fact, string value) => new CompareCondition(fact, CompareOperator.Equal, fact.Constant(value));

    /// <summary>Holds when the fact is another text.</summary>
    public static Condition operator !=(TextFact fact, string value) => new CompareCondition(fact, CompareOperator.NotEqual, fact.Constant(value));

    /// <summary>Holds when the fact is one of these texts.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public Condition In(params string[] values) => values is { Length: > 0 }
        ? new OneOfCondition(this, Array.ConvertAll(values, Constant))
        : throw new ArgumentException($"{Name} is in no set of no values; name at least one.", nameof(values));

    /// <exception cref="ArgumentException">The text has half of a surrogate pair, or is none of the values that the fact declares.</exception>
    internal FactValue Constant(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var constant = FactValue.Of(value);
        return Domain.Problem(constant) is { } problem ? throw new ArgumentException($"{Name} {problem}.", nameof(value)) : constant;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => base.Equals(obj);

    /// <inheritdoc/>
    public override int GetHashCode() => base.GetHashCode();
}
