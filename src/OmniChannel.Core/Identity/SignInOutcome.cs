namespace OmniChannel;

/// <summary>What became of a visitor who signed in.</summary>
public enum SignInOutcome
{
    /// <summary>The visitor was that person already.</summary>
    Same,

    /// <summary>Nobody was known by these identifiers: from now on they find the visitor, whose cart, consent and history stay where they are.</summary>
    Registered,

    /// <summary>The anonymous visitor and the person who signed in became one; carts with them.</summary>
    Linked,

    /// <summary>The visitor is somebody else, or was taken out of this person before: both stay as they are, and the session goes on as the one who signed in. A user switch is not a merge.</summary>
    Switched,
}
