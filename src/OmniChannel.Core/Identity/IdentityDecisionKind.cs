namespace OmniChannel;

/// <summary>What was decided of identifiers and people.</summary>
public enum IdentityDecisionKind
{
    /// <summary>A customer was made for somebody who had not been seen before.</summary>
    Created,

    /// <summary>An identifier was given to a customer: from now on it finds that customer.</summary>
    Attached,

    /// <summary>An identifier was taken from <see cref="IdentityDecision.Other"/> and given to the customer.</summary>
    Moved,

    /// <summary>The customer and those linked to it became one person with <see cref="IdentityDecision.Other"/>, which survives.</summary>
    Linked,

    /// <summary>The customer, with those that were linked to it before, was taken out of the person of <see cref="IdentityDecision.Other"/>; the two are not linked again but by a command.</summary>
    Unlinked,

    /// <summary>The customer and <see cref="IdentityDecision.Other"/> may be one person; somebody may look at it.</summary>
    Suggested,

    /// <summary>An identifier was left out because a limit of its person would have been passed: it is the weakest of its event.</summary>
    Demoted,

    /// <summary>A value that says nothing was left out.</summary>
    Blocked,

    /// <summary>A link or an identifier was refused because the person has as many as it may have.</summary>
    Refused,
}
