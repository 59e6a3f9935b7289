using OmniChannel.Testing;
using OmniChannel.Tests.DependencyInjection;

namespace OmniChannel.Tests.Social;

/// <summary>A public post is a delivery to the brand's own account, and to nobody else.</summary>
public sealed class OwnPostsTests
{
    private const string Accounts = """
        {"OmniChannel":{"Accounts":{
          "Mastodon":{"default":{"BaseAddress":"https://social.example","AccessToken":"t","Handle":"shop@social.example","MaxCharacters":1000}},
          "Bluesky":{"default":{"Handle":"shop.example","AppPassword":"p","Languages":["de"]}},
          "X":{"default":{"UserId":"1","AccessToken":"t"}},
          "XDirect":{"default":{"UserId":"1","AccessToken":"t","AccessTokenSecret":"s","ConsumerKey":"c","ConsumerSecrets":["d"]}},
          "LinkedIn":{"default":{"AccessToken":"t","Author":"urn:li:organization:1","Version":"202610"}}}}}
        """;

    [Fact]
    public async Task Accounts_OfNetworks_AreChannelsThatCanBeSentOn()
    {
        var setup = await Instance.SetupOf(Accounts, builder => builder.AddMastodon().AddBluesky().AddX().AddXDirect().AddLinkedIn());

        Assert.Empty(setup.Problems());
        Assert.Equal(["bluesky", "linkedin", "mastodon", "x", "x-direct"], setup.Adapters.Select(adapter => adapter.Channel.Name).Order());
        Assert.All(setup.Channels, channel => Assert.Equal((ChannelReach.Person, AddressKind.Handle), (channel.Capabilities.Reach, channel.Capabilities.Address)));
        Assert.Equal(1_000, setup.Channels.Single(channel => channel.Channel.Name == "mastodon").Capabilities.TextLimit?.Max);
    }

    [Theory]
    [InlineData("mastodon", "ann@social.example")]
    [InlineData("bluesky", "ann.example")]
    [InlineData("x", "783214")]
    [InlineData("linkedin", "urn:li:person:ann")]
    public async Task CheckAddress_OfAPerson_IsRefused(string channel, string person)
    {
        var setup = await Instance.SetupOf(Accounts, builder => builder.AddMastodon().AddBluesky().AddX().AddLinkedIn());

        Assert.False(setup.Adapters.Single(adapter => adapter.Channel.Name == channel).CheckAddress(person).IsValid);
    }

    [Fact]
    public async Task Accounts_WithWhatIsWrong_SayAllOfItAndNoSecret()
    {
        var setup = await Instance.SetupOf(
            """{"OmniChannel":{"Accounts":{"Mastodon":{"default":{"AccessToken":"hush hush","Visibility":"all"}},"Bluesky":{"default":{}},"X":{"default":{"UserId":"@shop","AccessToken":"t","AccessTokenSecret":"hush"}},"LinkedIn":{"default":{"AccessToken":"t","Author":"Shop","Version":"7.1"}}}}}""",
            builder => builder.AddMastodon().AddBluesky().AddX().AddLinkedIn());

        var problems = setup.Problems();
        Assert.All(new[] { "BaseAddress", "Visibility", "Handle", "AppPassword", "UserId", "ConsumerKey", "Author", "Version" }, name => Assert.Contains(problems, problem => problem.Contains(name, StringComparison.Ordinal)));
        Assert.DoesNotContain(problems, problem => problem.Contains("hush", StringComparison.Ordinal));
    }

    /// <summary>The whole way: a campaign's variant becomes a post, once, and a person is never offered the channel.</summary>
    [Fact]
    public async Task SendAsync_ToTheBrandsOwnCustomer_Posts()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 6, 15, 10, 0, 0, TimeSpan.Zero));
        await using var provider = new ProviderDouble(_ => ProviderReply.Json(200, """{"id":"17"}"""));
        using var client = new HttpClient(Delivery.EgressGate.CreateHandler(allowPrivateNetworks: true));
        var mastodon = new OmniChannel.Social.MastodonChannelAdapter("main", new MastodonOptions { AccessToken = "t", Handle = "shop@social.example", BaseAddress = provider.Address, AllowPrivateNetworks = true }, client, clock);
        await using var omni = OmniChannelRuntime.Create(new OmniChannelSetup
        {
            Time = clock,
            Channels = { OmniChannel.Social.OwnPosts.Mastodon(500) },
            Adapters = { mastodon },
            Campaigns = { new Campaign { Id = new("autumn"), Name = "Autumn", Variants = [new Variant { Channel = new("mastodon"), Text = "Boots are here" }] } },
        });
        await omni.StartAsync(TestContext.Current.CancellationToken);
        await omni.SaveAsync(Customer("brand", "shop@social.example"), cancellationToken: TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<ArgumentException>(async () => await omni.SaveAsync(Customer("ann", "ann@social.example"), cancellationToken: TestContext.Current.CancellationToken));
        await omni.SaveAsync(Customer("bob", null), cancellationToken: TestContext.Current.CancellationToken);
        var message = new Message { Campaign = new("autumn"), Purpose = Purpose.Transactional };

        await omni.SendAsync(message, new("brand"), cancellationToken: TestContext.Current.CancellationToken);
        await omni.SendAsync(message, new("bob"), cancellationToken: TestContext.Current.CancellationToken);
        await omni.DispatchDueAsync(TestContext.Current.CancellationToken);

        Assert.Contains("Boots are here", Assert.Single(provider.Requests).Text, StringComparison.Ordinal);
    }

    private static CustomerProfile Customer(string id, string? handle) => new() { Id = new(id), ContactPoints = handle is null ? [] : [new ContactPoint { Channel = new("mastodon"), Address = handle }], Consents = [ConsentRecord.Contract(Purpose.Transactional, new("mastodon"), DateTimeOffset.UnixEpoch, "the brand itself")] };
}
