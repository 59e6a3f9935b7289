namespace OmniChannel;

/// <summary>The codes by which the rules give their reasons. Stored, and part of the contract.</summary>
internal static class IdentityReasons
{
    public const string FirstSeen = "first-seen";
    public const string SeenTogether = "seen-together";
    public const string SameIdentifier = "same-identifier";
    public const string WeakIdentifier = "weak-identifier";
    public const string Apart = "apart";
    public const string LimitOfType = "limit-of-type";
    public const string LimitOfLinks = "limit-of-links";
    public const string LimitOfIdentifiers = "limit-of-identifiers";
    public const string SaysNothing = "says-nothing";
    public const string SignedIn = "signed-in";
    public const string SignedOut = "signed-out";
}
