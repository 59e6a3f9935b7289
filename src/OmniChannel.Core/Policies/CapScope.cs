namespace OmniChannel;

/// <summary>What a cap counts per.</summary>
public enum CapScope
{
    /// <summary>The person, over all addresses.</summary>
    Person,

    /// <summary>Each address of the person. What other customers who share the address were sent is not counted, unless they are linked to one person.</summary>
    ContactPoint,
}
