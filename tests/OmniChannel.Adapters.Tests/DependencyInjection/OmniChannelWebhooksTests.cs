namespace OmniChannel.Tests.DependencyInjection;

public sealed class OmniChannelWebhooksTests
{
    private const string Secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz";

    [Fact]
    public async Task AddWebhook_FromJson_IsAnAccountOfItsChannel()
    {
        var setup = await Instance.SetupOf(
            $$"""
            { "OmniChannel": { "Accounts": { "Webhook": {
              "texts": { "Channel": "sms", "Endpoint": "https://sms.example/in", "Secrets": [ "{{Secret}}" ], "Timeout": "00:00:15" },
              "default": { "Endpoint": "https://any.example/in", "Secrets": [ "{{Secret}}" ] }
            } } } }
            """,
            builder => builder.AddWebhook("texts").AddWebhook().AddWebhook("texts"));

        Assert.Empty(setup.Problems());
        Assert.Equal([(Channel.Sms, "texts"), (new Channel("webhook"), "default")], setup.Adapters.Select(adapter => (adapter.Channel, adapter.Account)));
    }

    [Fact]
    public async Task AddWebhook_ByDefault_IsAChannelThatReachesEverybodyWhoConsented()
    {
        var channel = new Channel("webhook");
        var campaign = new Campaign { Id = new CampaignId("news"), Name = "News", Variants = [new Variant { Channel = channel, Subject = "News", Text = "It is here." }] };
        var setup = await Instance.SetupOf(
            $$"""{ "OmniChannel": { "Accounts": { "Webhook": { "default": { "Endpoint": "https://any.example/in", "Secrets": [ "{{Secret}}" ] } } } } }""",
            builder => builder.AddWebhook().AddCampaign(campaign));
        await using var omni = OmniChannelRuntime.Create(setup);
        await omni.StartAsync(TestContext.Current.CancellationToken);
        var message = new Message { Campaign = campaign.Id, Purpose = Purpose.Marketing };
        var anna = new CustomerId("anna");

        Assert.Null((await omni.DecideAsync(message, anna, TestContext.Current.CancellationToken)).Choice);
        await omni.RecordAsync(anna, ConsentRecord.Grant(Purpose.Marketing, channel, DateTimeOffset.UnixEpoch, "form"), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(channel, (await omni.DecideAsync(message, anna, TestContext.Current.CancellationToken)).Choice!.Channel);
    }

    [Fact]
    public async Task AddWebhook_WhereTheHostDefinedTheChannel_LeavesItsDefinition()
    {
        var own = ChannelDefinitions.Find(Channel.Sms)! with { Channel = new Channel("webhook"), DisplayName = "our gateway" };
        var setup = await Instance.SetupOf(
            $$"""{ "OmniChannel": { "Accounts": { "Webhook": { "default": { "Endpoint": "https://any.example/in", "Secrets": [ "{{Secret}}" ] } } } } }""",
            builder => builder.AddWebhook().AddChannel(own));

        Assert.Equal("our gateway", Assert.Single(setup.Channels).DisplayName);
    }

    [Fact]
    public async Task AddWebhook_OfWrongOptions_NamesEveryProblemAndNoSecret()
    {
        var setup = await Instance.SetupOf(
            """{ "OmniChannel": { "Accounts": { "Webhook": { "default": { "Endpoint": "http://shop.example/in", "Secrets": [ "hush" ] } } } } }""",
            builder => builder.AddWebhook().AddWebhook("absent"));

        var problems = setup.Problems();
        Assert.Equal(2, problems.Count(problem => problem.StartsWith("OmniChannel:Accounts:Webhook:default: ", StringComparison.Ordinal)));
        Assert.Equal(2, problems.Count(problem => problem.StartsWith("OmniChannel:Accounts:Webhook:absent: ", StringComparison.Ordinal)));
        Assert.DoesNotContain(problems, problem => problem.Contains("hush", StringComparison.Ordinal));
        Assert.Empty(setup.Adapters);
    }
}
