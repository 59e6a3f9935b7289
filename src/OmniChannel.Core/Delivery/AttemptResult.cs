namespace OmniChannel.Delivery;

/// <summary>The four ends of an attempt.</summary>
public enum AttemptResult
{
    /// <summary>The provider has taken it over.</summary>
    Accepted,

    /// <summary>The provider refuses it for good.</summary>
    Rejected,

    /// <summary>It was certainly not sent.</summary>
    NotSent,

    /// <summary>It may have been sent or not.</summary>
    Unknown,
}
