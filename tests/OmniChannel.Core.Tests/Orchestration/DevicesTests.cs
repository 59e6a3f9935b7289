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

    private static ScriptedAdapter Answering(Func<OutgoingMessage, AttemptOutcome> answer) => new(Channel.Push) { Answer = (message, _) => ValueTask.FromResult(answer(message)) };

    private static CustomerProfile ProfileWith(params ContactPoint[] points) => Shop.Profile with
    {
        ContactPoints = points,
        Consents = [ConsentRecord.Grant(Purpose.Marketing, Channel.Push, Shop.Noon.AddDays(-30), "app")],
    };

    private static async Task<Shop> OpenAsync(ScriptedAdapter push, params string[] devices)
    {
        var shop = await Shop.OpenAsync(setup =>
        {
            setup.Adapters.Add(push);
            setup.Campaigns.Clear();
            setup.Campaigns.Add(Shop.Campaign with { Variants = [new Variant { Channel = Channel.Push, Subject = "Still there", Text = "Your cart of {{message.cart.total}} is waiting." }] });
        });
        await shop.Runtime.SaveAsync(ProfileWith([.. devices.Select(ContactPoint.Push)]), Shop.Stop);
        return shop;
    }
}
