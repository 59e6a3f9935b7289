using System.Diagnostics.CodeAnalysis;

namespace OmniChannel;

/// <summary>Registers a feed with options: bound once, checked when it is made.</summary>
internal static class FeedRegistration
{
    public static void Add<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(OmniChannelBuilder builder, ConfiguredFeed<TOptions> feed)
        where TOptions : class
    {
        var options = new SectionOptions<TOptions>(builder, builder.OptionsName(), builder.Section.GetSection(feed.Section), feed.Bind, feed.Check);
        options.Register(builder.Parts.AddFeed(feed.Section, (services, setup, owned) =>
        {
            if (options.Usable(services, owned.Problems) is { } usable)
            {
                setup.Feeds.Add(owned.Own(feed.Create(services, usable)));
            }
        }), feed.Configure);
    }
}
