namespace OmniChannel;

/// <summary>Something a policy can ask about. Facts are typed: conditions over them are written with operators, <c>Facts.Cart.Total &gt;= Money.Of(20, "EUR") &amp; !Facts.InStore</c>, and are trees, not code.</summary>
public abstract class Fact
{
    private readonly long _least;
    private readonly long _most;

    private protected Fact(FactId id, FactKind kind, string name, string description, FactDomain? domain)
    {
        Domain = domain ?? FactDomain.Any;
        (_least, _most) = (Domain.Min ?? long.MinValue, Domain.Max ?? long.MaxValue);
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

    /// <summary>What it may be.</summary>
    internal FactDomain Domain { get; }

    /// <summary>Whether the other is the same fact: declared twice in the same way, it is.</summary>
    public override bool Equals(object? obj) =>
        ReferenceEquals(this, obj) || (Id is FactId.Host or FactId.Segment && obj is Fact other && other.Id == Id && other.Name == Name && other.Kind == Kind && other.Domain == Domain);

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(Name, StringComparison.Ordinal);

    /// <summary>What a host stated, judged: nothing stays nothing; what is of another type, or outside what is declared, is an error.</summary>
    internal FactValue Judge(FactValue stated) =>
        stated.State == FactState.Absent ? stated : stated.Kind == Kind && Domain.Allows(stated) ? stated : FactValue.Error;

    /// <summary>The same of a number that is stated, or a flag's 1 or 0: null when it is missing, or outside what is declared.</summary>
    internal long? Judge(long? stated) => stated is { } number && number >= _least && number <= _most ? stated : null;

    /// <summary>The name.</summary>
    public sealed override string ToString() => Name;
}
