namespace OmniChannel;

/// <content>The roles of the default funnel.</content>
public readonly partial record struct ChannelRole
{
    /// <summary>It brings people to the brand.</summary>
    public static ChannelRole Attract { get; } = new("attract");

    /// <summary>It answers what people want to know before they choose.</summary>
    public static ChannelRole Inform { get; } = new("inform");

    /// <summary>It brings back who was about to choose, or went away.</summary>
    public static ChannelRole Remind { get; } = new("remind");

    /// <summary>It is where people buy, or are helped to.</summary>
    public static ChannelRole Close { get; } = new("close");

    /// <summary>It looks after people who have bought.</summary>
    public static ChannelRole Serve { get; } = new("serve");

    /// <summary>It carries what customers say to others.</summary>
    public static ChannelRole Amplify { get; } = new("amplify");

    /// <summary>It has no part in the stage.</summary>
    public static ChannelRole Rest { get; } = new("rest");
}
