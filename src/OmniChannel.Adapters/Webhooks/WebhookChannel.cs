namespace OmniChannel.Webhooks;

/// <summary>The channel "webhook", for hosts that only want their messages handed over: the endpoint knows customers by their identifiers, so nobody needs an address.</summary>
internal static class WebhookChannel
{
    public static ChannelDefinition Definition { get; } = new()
    {
        Channel = new Channel("webhook"),
        DisplayName = "the webhook",
        Capabilities = new()
        {
            Direction = ChannelDirection.Outbound,
            Reach = ChannelReach.Person,
            IsOnline = true,
            SubjectLimit = new() { Max = 255, Unit = TextUnit.Graphemes },
            Html = true,
            Links = true,
            Images = true,
            MaxButtons = 10,
        },
    };

    /// <summary>Defines it where an endpoint serves it and the host did not define it otherwise.</summary>
    public static void Define(string served, OmniChannelSetup setup)
    {
        if (served == Definition.Channel.Name && setup.Channels.All(definition => definition.Channel != Definition.Channel))
        {
            setup.Channels.Add(Definition);
        }
    }
}
