namespace OmniChannel;

/// <summary>What became of a command to link two customers.</summary>
public enum LinkOutcome
{
    /// <summary>They are one person now.</summary>
    Linked,

    /// <summary>They were one person already: nothing changed.</summary>
    SamePerson,

    /// <summary>The person would have more links than <see cref="IdentityRules.MaxLinks"/>: refused, and written down.</summary>
    TooManyLinks,
}
