namespace OmniChannel;

/// <summary>What an identifier may do by itself.</summary>
public enum IdentifierStrength
{
    /// <summary>It suggests that two customers are one person, and carries what an anonymous visitor did over to the first strong identifier that is seen with it.</summary>
    Weak,

    /// <summary>It links customers to one person, within the limits.</summary>
    Strong,
}
