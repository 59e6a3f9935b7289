namespace OmniChannel;

/// <summary>What became of a command to take a customer out of a person.</summary>
public enum UnlinkOutcome
{
    /// <summary>Everybody has what was theirs again.</summary>
    Unlinked,

    /// <summary>The customer was linked to nobody, or is the one to whom others were linked: name one of those.</summary>
    NotLinked,
}
