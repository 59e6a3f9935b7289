using Microsoft.Extensions.Configuration;
using OmniChannel.Delivery;
using OmniChannel.Development;

namespace OmniChannel;

/// <summary>Adds the development channel to an instance.</summary>
public static class OmniChannelDevelopment
{
    /// <summary>Writes what would be sent to a folder and the console, and sends nothing. Its options come from <c>Accounts:Development:default</c> of the instance's section.</summary>
    /// <param name="builder">The instance.</param>
    /// <param name="folder">The folder; null for what the options say.</param>
    /// <param name="channels">The channels it stands in for; none for what the options say: every channel on which messages can be sent and that has no adapter of its own.</param>
    public static OmniChannelBuilder AddDevelopmentChannel(this OmniChannelBuilder builder, string? folder = null, params Channel[] channels)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(channels);
        return builder.AddAccount(new ChannelAccount<DevelopmentOptions>
        {
            Provider = "Development",
            IsStandIn = true,
            Bind = static (section, options) => section.Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true),
            Configure = options => Say(options, folder, channels),
            Check = DevelopmentOptionsCheck.Problems,
            Create = static (_, options, setup) => StandIns(options, setup),
        });
    }

    private static void Say(DevelopmentOptions options, string? folder, Channel[] channels)
    {
        options.Folder = folder ?? options.Folder;
        foreach (var channel in channels)
        {
            if (!options.Channels.Contains(channel.Name))
            {
                options.Channels.Add(channel.Name);
            }
        }
    }

    private static List<IChannelAdapter> StandIns(DevelopmentOptions options, OmniChannelSetup setup)
    {
        IEnumerable<Channel> channels = options.Channels.Count > 0 ? options.Channels.Select(name => new Channel(name)) : WithoutAdapter(setup);
        return [.. channels.Distinct().Select(channel => new DevelopmentChannelAdapter(channel, options, Console.Out))];
    }

    private static IEnumerable<Channel> WithoutAdapter(OmniChannelSetup setup) =>
        setup.Channels.Reverse()
            .Concat(ChannelDefinitions.All)
            .DistinctBy(definition => definition.Channel)
            .Where(definition => definition.Capabilities is { Reach: ChannelReach.Person } can && can.Direction.HasFlag(ChannelDirection.Outbound))
            .Select(definition => definition.Channel)
            .Except(setup.Adapters.Select(adapter => adapter.Channel));
}
