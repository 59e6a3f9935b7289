namespace OmniChannel;

/// <summary>How a session, or a device's part in it, came to its end.</summary>
public enum SessionEnd
{
    /// <summary>The person signed out on the device.</summary>
    SignedOut,

    /// <summary>Somebody else signed in on the device.</summary>
    Switched,

    /// <summary>The host ended it, on all devices.</summary>
    Closed,

    /// <summary>Nobody came back for as long as a session lives.</summary>
    Expired,
}
