namespace OmniChannel.Benchmarks;

/// <summary>One loaded customer with a past, a message for them, and the moment at which it is decided.</summary>
internal sealed record Shopper
{
    private static readonly string[] TimeZones = ["Europe/Berlin", "Europe/Lisbon", "America/New_York", "Asia/Tokyo", "Australia/Sydney"];
    private static readonly FunnelStage[] Stages = [FunnelStage.Awareness, FunnelStage.Consideration, FunnelStage.Conversion, FunnelStage.Loyalty, FunnelStage.Advocacy];
    private static readonly Purpose[] Purposes = [Purpose.Marketing, Purpose.Marketing, Purpose.Marketing, Purpose.Service, Purpose.Transactional];

    public required CustomerState State { get; init; }

    public required Message Message { get; init; }

    public required DateTimeOffset Now { get; init; }

    public required int AgentsFree { get; init; }

    /// <summary>A customer of this shop; the same number gives the same customer.</summary>
    public static Shopper Number(int number, Shop shop)
    {
        var chance = new Random(number);
        var now = Shop.Evening.AddMinutes(chance.Next(24 * 60));
        return new Shopper
        {
            Now = now,
            AgentsFree = chance.Next(3),
            Message = new Message { Campaign = shop.Campaign.Id, Purpose = Purposes[chance.Next(Purposes.Length)], Urgency = (Urgency)chance.Next(4) },
            State = new CustomerState
            {
                IsKnown = true,
                Profile = Profile(number, shop, chance, now),
                SiteSeenAt = chance.Next(3) == 0 ? now.AddMinutes(-chance.Next(40)) : null,
                StoreSeenAt = chance.Next(9) == 0 ? now.AddMinutes(-chance.Next(90)) : null,
                Device = (DeviceKind)chance.Next(4),
                LastTouchAt = now.AddHours(-chance.Next(100)),
                PurchasedAt = chance.Next(2) == 0 ? now.AddHours(-chance.Next(60)) : null,
                CartLeftAt = now.AddHours(-chance.Next(200)),
                CartTotal = Money.Of(59m, "EUR"),
                Purchases = chance.Next(5),
                Channels = shop.Channels.Where(_ => chance.Next(3) > 0).ToDictionary(d => d.Channel, _ => History(chance, now)),
                Contacts = [.. Enumerable.Range(0, chance.Next(7)).Select(n => Contact(n, chance, now))],
            },
        };
    }

    private static CustomerProfile Profile(int number, Shop shop, Random chance, DateTimeOffset now) => new()
    {
        Id = new CustomerId($"c-{number}"),
        TimeZone = TimeZones[chance.Next(TimeZones.Length)],
        Country = "DE",
        ContactPoints = [.. shop.Channels.Where(d => d.Capabilities.Address != AddressKind.None && chance.Next(4) > 0).Select(d => new ContactPoint { Channel = d.Channel, Address = $"{d.Channel}-of-{number}" })],
        Consents = [.. shop.Channels.Where(_ => chance.Next(5) > 0).SelectMany(d => Consents(d.Channel, chance, now))],
        Channels = shop.Channels.Where(_ => chance.Next(8) == 0).ToDictionary(d => d.Channel, _ => chance.Next(2) == 0 ? Liking.Like : Liking.Dislike),
        Stage = Stages[chance.Next(Stages.Length)],
        IsNew = chance.Next(2) == 0,
        Spent = Money.Of(chance.Next(600), "EUR"),
        PurchaseChannel = chance.Next(2) == 0 ? Channel.Website : Channel.CallCentre,
    };

    private static IEnumerable<ConsentRecord> Consents(Channel channel, Random chance, DateTimeOffset now)
    {
        yield return ConsentRecord.Contract(Purpose.Transactional, channel, now.AddDays(-300), "order");
        yield return chance.Next(4) == 0
            ? ConsentRecord.Deny(Purpose.Marketing, channel, now.AddDays(-30), "form")
            : ConsentRecord.Grant(Purpose.Marketing, channel, now.AddDays(-60), "form") with { Until = chance.Next(6) == 0 ? now.AddHours(5) : null };
        yield return ConsentRecord.Grant(Purpose.Service, channel, now.AddDays(-90), "form");
    }

    private static ChannelHistory History(Random chance, DateTimeOffset now)
    {
        var deliveries = chance.Next(10);
        return new ChannelHistory
        {
            Deliveries = deliveries,
            Conversions = deliveries == 0 ? 0 : chance.Next(2),
            LastEngagedAt = chance.Next(2) == 0 ? now.AddHours(-chance.Next(2_500)) : null,
            LastInboundAt = chance.Next(2) == 0 ? now.AddHours(-chance.Next(40)) : null,
        };
    }

    private static Contact Contact(int number, Random chance, DateTimeOffset now) => new()
    {
        Delivery = new DeliveryId($"d-{number}"),
        Channel = Channel.Email,
        Purpose = Purposes[chance.Next(Purposes.Length)],
        At = now.AddHours(-chance.Next(200) + 6),
        Address = "",
    };
}
