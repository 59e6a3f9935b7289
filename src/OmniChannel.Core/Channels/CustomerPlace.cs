namespace OmniChannel;

/// <summary>Where a customer is now, so far as touchpoints tell.</summary>
[Flags]
public enum CustomerPlace
{
    /// <summary>Nothing known, or nothing required.</summary>
    Anywhere = 0,

    /// <summary>On the brand's website.</summary>
    OnSite = 1,

    /// <summary>In the brand's app.</summary>
    InApp = 2,

    /// <summary>In one of the brand's stores.</summary>
    InStore = 4,
}
