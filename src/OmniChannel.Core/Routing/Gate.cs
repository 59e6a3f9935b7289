namespace OmniChannel;

/// <summary>The gates that a channel passes, in their fixed order. The names are part of the contract: reasons and figures speak of them.</summary>
public enum Gate
{
    /// <summary>The channel can speak to one person, the campaign has a variant for it, and an account of an adapter is there.</summary>
    Capability,

    /// <summary>The customer has an address of the right form on it, or is present where presence is the address.</summary>
    Address,

    /// <summary>The address did not bounce, complain or say STOP.</summary>
    Suppression,

    /// <summary>The customer allowed this purpose on this channel.</summary>
    Consent,

    /// <summary>The message still makes sense: the host's own predicate, and the topics the customer dislikes.</summary>
    Relevance,

    /// <summary>The policy's rules.</summary>
    Rules,

    /// <summary>Quiet hours in the recipient's time zone.</summary>
    QuietHours,

    /// <summary>Frequency caps, over every window.</summary>
    FrequencyCap,

    /// <summary>The campaign's budget.</summary>
    Budget,

    /// <summary>A provider account that works.</summary>
    ProviderHealth,
}
