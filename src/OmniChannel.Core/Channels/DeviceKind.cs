namespace OmniChannel;

/// <summary>The kind of device in the customer's hand.</summary>
public enum DeviceKind
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>A desktop or laptop computer.</summary>
    Desktop,

    /// <summary>A mobile phone.</summary>
    Mobile,

    /// <summary>A tablet.</summary>
    Tablet,

    /// <summary>A television.</summary>
    Tv,

    /// <summary>A device that stands in the store.</summary>
    InStore,
}
