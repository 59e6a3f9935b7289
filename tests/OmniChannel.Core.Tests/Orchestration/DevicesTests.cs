using OmniChannel.Delivery;

namespace OmniChannel.Tests.Orchestration;

/// <summary>A person has several devices: each is notified once, by one delivery, and a dead one retires at once.</summary>
public sealed class DevicesTests
{
    private static readonly AttemptOutcome Dead = AttemptOutcome.Rejected(AttemptFault.Recipient, "UNREGISTERED", "Gone.");

    [Fact]
    public async Task Dispatch_ToThreeDevices_NotifiesEachOnce_AsOneDelivery()
    {
        var push = new ScriptedAdapter(Channel.Push);
        await using var shop = await OpenAsync(push, "phone", "tablet", "watch");

        var delivery = await shop.QueueAsync();
        await shop.DispatchAsync();
        await shop.DispatchAsync();

        Assert.Equal(["phone", "tablet", "watch"], push.Given.Select(message => message.Address));
        Assert.Equal(3, push.Given.Select(message => message.IdempotencyKey).Distinct().Count());
        Assert.Equal((DeliveryStatus.Accepted, 3), ((await shop.ReportAsync(delivery)).Status, (await shop.ReportAsync(delivery)).Attempts));
    }

    [Fact]
    public async Task Dispatch_WhenADeviceIsDead_ItRetiresAndTheOthersAreNotified()
    {
        var push = Answering(message => message.Address == "tablet" ? Dead : AttemptOutcome.Accepted());
        await using var shop = await OpenAsync(push, "phone", "tablet", "watch");

        var delivery = await shop.QueueAsync();
        await shop.DispatchAsync();
        await shop.QueueAsync();
        await shop.DispatchAsync();

        Assert.Equal(["phone", "tablet", "watch", "phone", "watch"], push.Given.Select(message => message.Address));
        Assert.Equal(DeliveryStatus.Accepted, (await shop.ReportAsync(delivery)).Status);
        Assert.Equal("tablet", Assert.Single((await shop.Runtime.Suppressions.ReadAsync(cancellationToken: Shop.Stop)).Entries).Address);
    }

    [Fact]
    public async Task Dispatch_WhenTheLastDeviceIsDead_TheMessageWasAcceptedAllTheSame_WhenAllAre_Rejected()
    {
        var dead = new HashSet<string> { "watch" };
        var push = Answering(message => dead.Contains(message.Address) ? Dead : AttemptOutcome.Accepted());
        await using var shop = await OpenAsync(push, "phone", "watch");

        var first = await shop.QueueAsync();
        await shop.DispatchAsync();
        dead.Add("phone");
        var second = await shop.QueueAsync();
        await shop.DispatchAsync();

        Assert.Equal((DeliveryStatus.Accepted, DeliveryStatus.Rejected), ((await shop.ReportAsync(first)).Status, (await shop.ReportAsync(second)).Status));
        Assert.Equal(["phone", "watch", "phone"], push.Given.Select(message => message.Address));
        Assert.IsType<SendResult.Skipped>(await shop.SendAsync());
    }

    /// <summary>The first call to it left doubt, the second says that it is gone: nobody has the message there.</summary>
    [Fact]
    public async Task Dispatch_WhenADeviceInDoubtIsDead_TheOthersAreNotified()
    {
        var calls = 0;
        var push = Answering(message => message.Address != "phone" ? AttemptOutcome.Accepted() : calls++ == 0 ? AttemptOutcome.Unknown("Silence.") : Dead);
        await using var shop = await OpenAsync(push, "phone", "tablet");

        var delivery = await shop.QueueAsync(Shop.Message with { Guarantee = SendGuarantee.AtLeastOnce });
        await shop.DispatchAsync();
        shop.Clock.Advance(TimeSpan.FromMinutes(5));
        await shop.DispatchAsync();

        Assert.Equal(["phone", "phone", "tablet"], push.Given.Select(message => message.Address));
        Assert.Equal(DeliveryStatus.Accepted, (await shop.ReportAsync(delivery)).Status);
    }

    [Fact]
    public async Task Dispatch_WhenADeviceHasToWait_TheOthersHaveItAndItIsTriedAgain()
    {
        var isDown = true;
        var push = Answering(message => message.Address == "tablet" && isDown ? AttemptOutcome.NotSent(AttemptFault.Provider, "503", "Down.") : AttemptOutcome.Accepted());
        await using var shop = await OpenAsync(push, "phone", "tablet");

        var delivery = await shop.QueueAsync();
        await shop.DispatchAsync();
        Assert.Equal(DeliveryStatus.Queued, (await shop.ReportAsync(delivery)).Status);
        isDown = false;
        shop.Clock.Advance(TimeSpan.FromMinutes(5));
        await shop.DispatchAsync();

        Assert.Equal(["phone", "tablet", "tablet"], push.Given.Select(message => message.Address));
        Assert.Equal(DeliveryStatus.Accepted, (await shop.ReportAsync(delivery)).Status);
    }

    [Fact]
    public async Task Dispatch_WhenTheNextDeviceWasTakenAway_IsAcceptedByTheFirst()
    {
        var push = Answering(message => message.Address == "tablet" ? AttemptOutcome.NotSent(AttemptFault.Provider, "503", "Down.") : AttemptOutcome.Accepted());
        await using var shop = await OpenAsync(push, "phone", "tablet");
        var delivery = await shop.QueueAsync();
        await shop.DispatchAsync();

        await shop.Runtime.SaveAsync(ProfileWith(ContactPoint.Push("phone")), Shop.Stop);
        shop.Clock.Advance(TimeSpan.FromMinutes(5));
        await shop.DispatchAsync();

        Assert.Equal(DeliveryStatus.Accepted, (await shop.ReportAsync(delivery)).Status);
        Assert.Equal(["phone", "tablet"], push.Given.Select(message => message.Address));
    }

    [Theory]
    [InlineData(-60, true)]
    [InlineData(-10, false)]
    public async Task Dispatch_ToATokenThatDiedHalfAnHourAgo_RetiresWhatWasRegisteredBefore(int registered, bool retires)
    {
        var push = Answering(_ => Dead with { Since = Shop.Noon.AddMinutes(-30) });
        await using var shop = await OpenAsync(push, "phone");
        await shop.Runtime.SaveAsync(ProfileWith(ContactPoint.Push("phone") with { RegisteredAt = Shop.Noon.AddMinutes(registered) }), Shop.Stop);

        await shop.QueueAsync();
        await shop.DispatchAsync();

        var entries = (await shop.Runtime.Suppressions.ReadAsync(cancellationToken: Shop.Stop)).Entries;
        Assert.Equal<DateTimeOffset>(Enumerable.Repeat(Shop.Noon.AddMinutes(-30), retires ? 1 : 0), entries.Select(entry => entry.At));
    }

    /// <summary>The token is another customer's, who is one person with this one.</summary>
    [Fact]
    public async Task Dispatch_ToALinkedCustomersTokenThatWasRegisteredSince_KeepsIt()
    {
        var push = Answering(_ => Dead with { Since = Shop.Noon.AddMinutes(-30) });
        await using var shop = await OpenAsync(push);
        var visitor = new CustomerId("visitor");
        await shop.Runtime.SaveAsync(ProfileWith(ContactPoint.Push("phone") with { RegisteredAt = Shop.Noon.AddMinutes(-10) }) with { Id = visitor }, Shop.Stop);
        await shop.Runtime.Identities.LinkAsync(visitor, Shop.Anna, new IdentityCommand { By = "agent-7", Reason = "they called" }, Shop.Stop);

        await shop.QueueAsync();
        await shop.DispatchAsync();

        Assert.Equal("phone", Assert.Single(push.Given).Address);
        Assert.Empty((await shop.Runtime.Suppressions.ReadAsync(cancellationToken: Shop.Stop)).Entries);
    }

    /// <summary>The night begins between two devices: the day on which the first was notified is the one that counts.</summary>
    [Fact]
    public async Task Dispatch_WhenTheNightBeginsBetweenTwoDevices_TheFirstCountsForItsDay()
    {
        var at = (Shop?)null;
        var push = Answering(message =>
        {
            at!.Clock.Advance(message.Address == "phone" ? TimeSpan.FromMinutes(10) : TimeSpan.Zero);
            return AttemptOutcome.Accepted();
        });
        await using var shop = at = await OpenAsync(push, ["phone", "tablet"], Policy.Named("night").WithoutSafeCaps().WithoutSafeQuietHours().QuietHours(new QuietHours { From = new(12, 5), Until = new(8, 0) }).OtherwiseBest());
        await shop.QueueAsync();
        await shop.DispatchAsync();
        Assert.Equal("phone", Assert.Single(push.Given).Address);

        Assert.Equal(Shop.Noon, Assert.Single((await CustomerUnit.ReadAsync(new Instance(new OmniChannelSetup { Store = shop.Store }), Shop.Anna, Shop.Stop)).Contacts).At);
        shop.Clock.Advance(TimeSpan.FromHours(20));
        await shop.DispatchAsync();
        Assert.Equal(["phone", "tablet"], push.Given.Select(message => message.Address));
    }

    private static ScriptedAdapter Answering(Func<OutgoingMessage, AttemptOutcome> answer) => new(Channel.Push) { Answer = (message, _) => ValueTask.FromResult(answer(message)) };

    private static CustomerProfile ProfileWith(params ContactPoint[] points) => Shop.Profile with
    {
        ContactPoints = points,
        Consents = [ConsentRecord.Grant(Purpose.Marketing, Channel.Push, Shop.Noon.AddDays(-30), "app")],
    };

    private static Task<Shop> OpenAsync(ScriptedAdapter push, params string[] devices) => OpenAsync(push, devices, null);

    private static async Task<Shop> OpenAsync(ScriptedAdapter push, string[] devices, Policy? policy)
    {
        var shop = await Shop.OpenAsync(setup =>
        {
            setup.Policy = policy ?? setup.Policy;
            setup.Adapters.Add(push);
            setup.Campaigns.Clear();
            setup.Campaigns.Add(Shop.Campaign with { Variants = [new Variant { Channel = Channel.Push, Subject = "Still there", Text = "Your cart of {{message.cart.total}} is waiting." }] });
        });
        await shop.Runtime.SaveAsync(ProfileWith([.. devices.Select(ContactPoint.Push)]), Shop.Stop);
        return shop;
    }
}
