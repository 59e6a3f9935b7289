namespace OmniChannel.Accounts;

/// <summary>The channel that an account serves, where it is not among the ready ones or has to be another than that.</summary>
internal static class AccountChannel
{
    /// <summary>Puts a definition into the instance, unless the host gave its own.</summary>
    public static void Define(OmniChannelSetup setup, ChannelDefinition definition)
    {
        if (setup.Channels.All(known => known.Channel != definition.Channel))
        {
            setup.Channels.Add(definition);
        }
    }
}
