using System.Reflection;

namespace OmniChannel.Tests.Channels;

public sealed class ChannelDefinitionsTests
{
    public static TheoryData<string> Names => [.. ChannelDefinitions.All.Select(definition => definition.Channel.Name)];

    [Fact]
    public void All_HoldsEachWellKnownChannelOnceInTheirOrder()
    {
        var named = typeof(Channel).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(property => (Channel)property.GetValue(null)!).ToList();
        Assert.Equal(24, named.Count);
        Assert.Equal(named, ChannelDefinitions.All.Select(definition => definition.Channel));
    }

    [Fact]
    public void Find_Channel_GivesTheDefinitionOfTheSameName()
    {
        foreach (var property in typeof(ChannelDefinitions).GetProperties().Where(property => property.PropertyType == typeof(ChannelDefinition)))
        {
            var channel = (Channel)typeof(Channel).GetProperty(property.Name)!.GetValue(null)!;
            Assert.Same(property.GetValue(null), ChannelDefinitions.Find(channel));
            Assert.Equal(channel, ChannelDefinitions.Find(channel)!.Channel);
        }

        Assert.Null(ChannelDefinitions.Find(new Channel("carrier-pigeon")));
        Assert.Null(ChannelDefinitions.Find(default));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Definition_OfEachChannel_IsConsistent(string name)
    {
        var definition = ChannelDefinitions.Find(new Channel(name))!;
        var can = definition.Capabilities;
        Assert.NotEmpty(definition.DisplayName);
        Assert.InRange(definition.Kpis.Distinct().Count(), 4, definition.Kpis.Count);
        Assert.Equal(definition.Kpis.Count, definition.Kpis.Distinct().Count());
        Assert.Equal(can.Formats.Count, can.Formats.Distinct().Count());
        Assert.InRange(definition.Audience.PriorConversion, 0.001, 0.5);
        Assert.True(definition.Audience.AgeFrom is null || definition.Audience.AgeFrom < definition.Audience.AgeTo);
        Assert.True(definition.Audience.Consumers || definition.Audience.Businesses);
        Assert.Equal(can.Direction.HasFlag(ChannelDirection.Outbound), can.Reach != ChannelReach.Nobody);
        Assert.Equal(can.Direction.HasFlag(ChannelDirection.Outbound), can.Formats.Count > 0);
        if (can.Reach == ChannelReach.Person)
        {
            Assert.True(can.Address != AddressKind.None || can.RequiresPresence != CustomerPlace.Anywhere, "one person is reached by an address or by presence");
        }
        else
        {
            Assert.Equal((AddressKind.None, false), (can.Address, can.RequiresAgent));
        }

        Assert.All([can.TextLimitWithImage, can.TextLimitWithButtons], limit => Assert.True(limit is null || limit.Max < can.TextLimit!.Max));
        Assert.True(can.ButtonLimit is null || can.MaxButtons > 0);
    }

    [Fact]
    public void Definitions_KeepWhatTheFieldKnows()
    {
        Assert.Contains(Kpi.Reposts, ChannelDefinitions.X.Kpis);
        Assert.DoesNotContain(Kpi.Reposts, ChannelDefinitions.Instagram.Kpis);
        Assert.False(ChannelDefinitions.Instagram.Capabilities.Links);
        Assert.Contains(ContentFormat.Lens, ChannelDefinitions.Snapchat.Capabilities.Formats);
        Assert.Equal(TimeSpan.FromHours(24), ChannelDefinitions.WhatsApp.Capabilities.ReplyWindow);
        Assert.True(ChannelDefinitions.LiveChat.Capabilities is { RequiresAgent: true, RequiresPresence: CustomerPlace.OnSite });
        Assert.False(ChannelDefinitions.LinkedIn.Audience.Consumers);
        Assert.Equal(ChannelReach.Nobody, ChannelDefinitions.Referral.Capabilities.Reach);
        Assert.Equal(
            ["email", "sms", "push", "web-push", "whatsapp", "messenger", "telegram", "live-chat", "website", "store", "call-centre"],
            ChannelDefinitions.All.Where(definition => definition.Capabilities.Reach == ChannelReach.Person).Select(definition => definition.Channel.Name));
    }
}
