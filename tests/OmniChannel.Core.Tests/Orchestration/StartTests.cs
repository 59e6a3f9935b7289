using OmniChannel.Delivery;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Orchestration;

public sealed class StartTests
{
    [Fact]
    public async Task Start_WithManyFaults_NamesThemAllTogether()
    {
        var setup = Shop.Setup(new ManualClock(Shop.Noon), new ScriptedAdapter(Channel.Email) { FallbackBaseUri = null }, new ScriptedAdapter(Channel.Email) { FallbackBaseUri = null }, new ScriptedAdapter(new Channel("pigeon")));
        setup.Options.TimeZone = "Mars/Olympus";
        setup.Options.Concurrency = 0;
        setup.Options.Lease = TimeSpan.FromSeconds(1);
        setup.Options.Carts = new() { ReservedFor = TimeSpan.Zero, Reservations = (StockReservations)9, ConcurrentSets = (ConcurrentSets)9 };
        setup.Campaigns.Add(Shop.Campaign with { Id = new CampaignId("twice"), Variants = [Shop.Campaign.Variants[0], Shop.Campaign.Variants[0], new Variant { Channel = new Channel("smoke"), Text = "puff" }] });
        setup.Campaigns.Add(Shop.Campaign);
        setup.StartChecks.Add(() => ["The host has something to say."]);
        await using var runtime = OmniChannelRuntime.Create(setup);

        var thrown = await Assert.ThrowsAsync<OmniChannelStartException>(async () => await runtime.StartAsync(Shop.Stop));

        foreach (var part in new[]
        {
            "TimeZone is 'Mars/Olympus'", "Concurrency is 0", "Lease is 00:00:01", "Carts.ReservedFor is 00:00:00", "Carts.Reservations is 9", "Carts.ConcurrentSets is 9", "2 accounts named 'default'", "set PublicBaseUri", "sends on pigeon, which is not defined",
            "2 variants for email", "variant smoke: found a channel that is not defined", "variant sms: no adapter is registered", "2 campaigns named 'reminder'", "The host has something to say.",
        })
        {
            Assert.Contains(thrown.Problems, problem => problem.Contains(part, StringComparison.Ordinal));
            Assert.Contains(part, thrown.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Hello {{customer.nme}}", "nothing is called {{customer.nme}}; did you mean {{customer.name}}?")]
    [InlineData("Go to {{link}}", "known are {{campaign.name}}, {{customer.country}}, {{customer.language}}, {{customer.name}}, {{customer.persona}}, {{customer.stage}}, {{unsubscribe.link}}, {{customer.custom.…}} for the host's own facts, and {{message.…}}")]
    [InlineData("Size {{customer.custom.shoe-size}}", "nothing is called {{customer.custom.shoe-size}}")]
    [InlineData("Hi {{customer.persna}}", "did you mean {{customer.persona}}?")]
    public async Task Start_WithATemplateThatNoMessageCanFill_NamesThePath(string text, string problem)
    {
        var setup = Shop.Setup(new ManualClock(Shop.Noon), new ScriptedAdapter(Channel.Email), new ScriptedAdapter(Channel.Sms));
        setup.Campaigns.Add(Shop.Campaign with { Id = new CampaignId("slip"), Variants = [Shop.Campaign.Variants[0] with { Text = text }] });
        await using var runtime = OmniChannelRuntime.Create(setup);

        var thrown = await Assert.ThrowsAsync<OmniChannelStartException>(async () => await runtime.StartAsync(Shop.Stop));

        Assert.Contains(problem, Assert.Single(thrown.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithAnAccountThatTakesOneMessageACall_SaysWhatToImplement()
    {
        var setup = Shop.Setup(new ManualClock(Shop.Noon), new ScriptedAdapter(Channel.Email), new ScriptedAdapter(Channel.Sms));
        setup.Adapters.Add(new Lone());
        await using var runtime = OmniChannelRuntime.Create(setup);

        var thrown = await Assert.ThrowsAsync<OmniChannelStartException>(async () => await runtime.StartAsync(Shop.Stop));

        Assert.Equal("Account 'lone' on push takes 1 messages in one call; expected 2 or more, or implement IChannelAdapter alone.", Assert.Single(thrown.Problems));
    }

    [Fact]
    public async Task Start_WithAPublicBaseUri_LetsMarketingMailCarryIt()
    {
        var mail = new ScriptedAdapter(Channel.Email) { FallbackBaseUri = null };
        await using var shop = await Shop.OpenAsync(setup =>
        {
            setup.Adapters[0] = mail;
            setup.Options.PublicBaseUri = new Uri("https://shop.example/u/");
        });

        await shop.QueueAsync();
        await shop.DispatchAsync();

        Assert.Matches("^https://shop\\.example/u/[0-9a-f]{32}$", Assert.Single(mail.Given).UnsubscribeLink!.AbsoluteUri);
    }

    [Fact]
    public async Task Start_WithAPolicyThatSendsNothing_FailsAndNamesTheFinding()
    {
        var setup = Shop.Setup(new ManualClock(Shop.Noon), new ScriptedAdapter(Channel.Email), new ScriptedAdapter(Channel.Sms));
        setup.Policy = Policy.Named("silent").Exclude(new Channel("emial"), Facts.OnSite, "a slip").OtherwiseNothing();
        await using var runtime = OmniChannelRuntime.Create(setup);

        var thrown = await Assert.ThrowsAsync<OmniChannelStartException>(async () => await runtime.StartAsync(Shop.Stop));

        Assert.Contains(thrown.Problems, problem => problem.StartsWith("Policy 'silent': OC2002 rule 1 (\"a slip\")", StringComparison.Ordinal));
        Assert.Contains(thrown.Problems, problem => problem.StartsWith("Policy 'silent': OC2005 policy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_Again_DoesNothing()
    {
        await using var shop = await Shop.OpenAsync();

        await shop.Runtime.StartAsync(Shop.Stop);

        Assert.IsType<SendResult.Queued>(await shop.SendAsync());
    }

    [Fact]
    public async Task Health_WithRowsThatNobodyTakesUp_TellsSinceWhen()
    {
        await using var shop = await Shop.OpenAsync();
        Assert.Null((await shop.Runtime.CheckHealthAsync(Shop.Stop)).OldestDue);
        await shop.QueueAsync();
        shop.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(Shop.Noon, (await shop.Runtime.CheckHealthAsync(Shop.Stop)).OldestDue);
    }

    [Fact]
    public async Task Health_OfAStoreThatCannotBeUsed_IsAValue()
    {
        var shop = await Shop.OpenAsync();
        await shop.DisposeAsync();

        Assert.NotNull((await shop.Runtime.CheckHealthAsync(Shop.Stop)).StoreProblem);
    }

    private sealed class Lone : IBatchChannelAdapter, IMarketingAccount
    {
        public Channel Channel => Channel.Push;

        public string Account => "lone";

        public int MaxBatch => 1;

        public bool MaySendMarketing => false;

        public Uri? FallbackBaseUri => null;

        public AddressCheck CheckAddress(string address) => AddressCheck.Valid(address);

        public ValueTask<AttemptOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken) => new(AttemptOutcome.Accepted());

        public ValueTask<IReadOnlyList<AttemptOutcome>> SendBatchAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken) => new([.. messages.Select(_ => AttemptOutcome.Accepted())]);
    }
}
