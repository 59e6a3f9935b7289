namespace OmniChannel;

/// <summary>Turns reasons into words.</summary>
public abstract class ReasonTexts
{
    /// <summary>English.</summary>
    public static ReasonTexts English { get; } = null!;

    /// <summary>The reason in words.</summary>
    public abstract string Of(Reason reason);
}
