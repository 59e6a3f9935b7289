namespace OmniChannel;

/// <summary>Whom a channel reaches when the brand speaks.</summary>
public enum ChannelReach
{
    /// <summary>Nobody: touchpoints only arrive from it.</summary>
    Nobody,

    /// <summary>One person, by address or presence. Only such a channel can be the next-best one for a customer.</summary>
    Person,

    /// <summary>Everybody who looks: a post, a poster.</summary>
    Public,

    /// <summary>An audience described to somebody else: ads.</summary>
    Audience,
}
