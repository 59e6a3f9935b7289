using OmniChannel.Testing;

namespace OmniChannel.Tests.Orchestration.Pages;

/// <summary>Messages that the host's pages read.</summary>
public sealed class PagesTests : IAsyncLifetime
{
    private static readonly CustomerId Anna = new("anna");
    private static readonly Channel InApp = new("in-app");
    private readonly ManualClock clock = new(new DateTimeOffset(2026, 6, 15, 10, 0, 0, TimeSpan.Zero));
    private OmniChannelRuntime runtime = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var setup = new OmniChannelSetup { Time = clock, Options = { TimeZone = "Europe/Berlin" } };
        setup.Channels.Add(new ChannelDefinition { Channel = InApp, DisplayName = "the app", Capabilities = new() { Direction = ChannelDirection.Outbound, Reach = ChannelReach.Person, IsOnline = true, Links = true } });
        setup.Campaigns.Add(new Campaign { Id = new("hello"), Name = "Hello", Variants = [new Variant { Channel = Channel.Website, Subject = "Hello", Text = "Welcome back, {{customer.name}}.", Html = "<p>Welcome back, {{customer.name}}.</p>" }] });
        setup.Campaigns.Add(new Campaign { Id = new("tip"), Name = "Tip", Variants = [new Variant { Channel = InApp, Text = "Did you know?" }] });
        setup.Adapters.Add(PageChannels.For(Channel.Website));
        setup.Adapters.Add(PageChannels.For(InApp));
        runtime = OmniChannelRuntime.Create(setup);
        await runtime.StartAsync(Token);
        await runtime.SaveAsync(
            new CustomerProfile
            {
                Id = Anna,
                Name = "<b>Anna</b>",
                ContactPoints = [new ContactPoint { Channel = InApp, Address = "anna" }],
                Consents = [ConsentRecord.Grant(Purpose.Service, Channel.Website, clock.GetUtcNow(), "site"), ConsentRecord.Grant(Purpose.Service, InApp, clock.GetUtcNow(), "app")],
            },
            Token);
        await runtime.RecordAsync(new Touchpoint { Source = "/site", Id = "1", Type = TouchpointType.SiteVisited, Customer = Anna, At = clock.GetUtcNow(), Channel = Channel.Website }, cancellationToken: Token);
    }

    [Fact]
    public async Task Read_AfterADelivery_GivesItUntilItWasSeen()
    {
        var delivery = await SendAsync("hello");

        var waiting = Assert.Single(await runtime.Pages.ReadAsync(Anna, Channel.Website, cancellationToken: Token));
        Assert.Equal((delivery, "Hello"), (waiting.Delivery, waiting.Content.Subject));
        Assert.Contains("&lt;b&gt;Anna", waiting.Content.Html, StringComparison.Ordinal);
        Assert.Empty(await runtime.Pages.ReadAsync(Anna, InApp, cancellationToken: Token));

        Assert.Equal(RecordResult.Recorded, await runtime.Pages.TellAsync(Anna, delivery, ReceiptKind.Opened, Token));
        Assert.Equal(RecordResult.Duplicate, await runtime.Pages.TellAsync(Anna, delivery, ReceiptKind.Opened, Token));
        Assert.Equal(RecordResult.Recorded, await runtime.Pages.TellAsync(Anna, delivery, ReceiptKind.Clicked, Token));

        Assert.Empty(await runtime.Pages.ReadAsync(Anna, Channel.Website, cancellationToken: Token));
        Assert.Single(await runtime.Pages.ReadAsync(Anna, Channel.Website, seenToo: true, Token));
        Assert.Equal(DeliveryStatus.Clicked, (await runtime.FindDeliveryAsync(delivery, Token))!.Status);
    }

    [Fact]
    public async Task Read_AfterItsEnd_GivesNothing_AndTheNextTakesItAway()
    {
        await SendAsync("tip", clock.GetUtcNow().AddHours(1));
        Assert.Single(await runtime.Pages.ReadAsync(Anna, InApp, cancellationToken: Token));
        clock.Advance(TimeSpan.FromHours(2));
        Assert.Empty(await runtime.Pages.ReadAsync(Anna, InApp, seenToo: true, Token));

        var next = await SendAsync("tip");

        Assert.Equal([next], (await runtime.Pages.ReadAsync(Anna, InApp, seenToo: true, Token)).Select(message => message.Delivery));
    }

    [Fact]
    public async Task Tell_OfSomebodyElses_IsNotKnown()
    {
        var delivery = await SendAsync("tip");

        Assert.Equal(RecordResult.UnknownDelivery, await runtime.Pages.TellAsync(new CustomerId("bert"), delivery, ReceiptKind.Clicked, Token));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await runtime.Pages.TellAsync(Anna, delivery, ReceiptKind.HardBounced, Token));
    }

    [Fact]
    public async Task Erase_TakesWhatWaitsToo()
    {
        await SendAsync("tip");
        await runtime.PersonalData.EraseAsync(Anna, Token);

        Assert.Empty(await runtime.Pages.ReadAsync(Anna, InApp, seenToo: true, Token));
    }

    public ValueTask DisposeAsync() => runtime.DisposeAsync();

    private async Task<DeliveryId> SendAsync(string campaign, DateTimeOffset? expires = null)
    {
        var sent = Assert.IsType<SendResult.Queued>(await runtime.SendAsync(new Message { Campaign = new(campaign), Purpose = Purpose.Service, ExpiresAt = expires }, Anna, cancellationToken: Token));
        await runtime.DispatchDueAsync(Token);
        return sent.Delivery;
    }
}
