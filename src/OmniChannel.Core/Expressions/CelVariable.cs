namespace OmniChannel.Expressions;

/// <summary>A name that an environment declares. Immutable.</summary>
public sealed class CelVariable
{
    internal CelVariable(string name, CelType type, int index)
    {
        Name = name;
        Type = type;
        Index = index;
    }

    /// <summary>The name; qualified names such as <c>cart.total</c> are one variable.</summary>
    public string Name { get; }

    /// <summary>The type that the checker counts on.</summary>
    public CelType Type { get; }

    /// <summary>The place among the variables of the environment, from 0: a host can keep its values in an array.</summary>
    public int Index { get; }

    /// <summary>The type and the name.</summary>
    public override string ToString() => $"{Type} {Name}";
}
