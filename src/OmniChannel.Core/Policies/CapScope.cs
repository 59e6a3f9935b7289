namespace OmniChannel;

/// <summary>What a cap counts per.</summary>
public enum CapScope
{
    /// <summary>The person, over all addresses.</summary>
    Person,

    /// <summary>Each address.</summary>
    ContactPoint,
}
