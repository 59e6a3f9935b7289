namespace OmniChannel;

/// <summary>A fact that is a text, compared by ordinal.</summary>
public sealed class TextFact : Fact
{
    internal TextFact(FactId id, string name, string description)
        : base(id, FactKind.Text, name, description)
    {
    }

    /// <summary>Holds when the fact is this text.</summary>
    public static Condition operator ==(TextFact fact, string value) => new CompareCondition(fact, CompareOperator.Equal, Constant(value));

    /// <summary>Holds when the fact is another text.</summary>
    public static Condition operator !=(TextFact fact, string value) => new CompareCondition(fact, CompareOperator.NotEqual, Constant(value));

    /// <summary>Holds when the fact is one of these texts.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public Condition In(params string[] values) => values is { Length: > 0 }
        ? new OneOfCondition(this, Array.ConvertAll(values, Constant))
        : throw new ArgumentException($"{Name} is in no set of no values; name at least one.", nameof(values));

    private static FactValue Constant(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return FactValue.Of(value);
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => base.Equals(obj);

    /// <inheritdoc/>
    public override int GetHashCode() => base.GetHashCode();
}
