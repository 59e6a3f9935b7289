namespace OmniChannel;

/// <summary>Something a policy can ask about. Facts are typed: conditions over them are written with operators, <c>Facts.Cart.Total &gt;= Money.Of(20, "EUR") &amp; !Facts.InStore</c>, and are trees, not code.</summary>
public abstract class Fact
{
    private protected Fact(FactId id, FactKind kind, string name, string description)
    {
        Id = id;
        Kind = kind;
        Name = name;
        Description = description;
    }

    /// <summary>Its dotted name, such as "cart.total".</summary>
    public string Name { get; }

    /// <summary>What it says, in a sentence.</summary>
    public string Description { get; }

    /// <summary>Holds when the fact is known. A condition over an unknown fact is neither true nor false.</summary>
    public Condition IsKnown => new KnownCondition(this);

    internal FactId Id { get; }

    internal FactKind Kind { get; }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)Id;

    /// <summary>The name.</summary>
    public sealed override string ToString() => Name;
}
