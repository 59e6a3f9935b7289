namespace OmniChannel.Tests.RealInput;

/// <summary>The shop that writes to them: what it sends on, whom it sees in its customers, what it says this week and by which rules.</summary>
internal static class HillstromShop
{
    /// <summary>The host's zone, for customers of whom neither zone nor country is known.</summary>
    public const string Zone = "America/New_York";

    public static readonly Topic News = new("news");

    /// <summary>Channels that send, each by one account named "main".</summary>
    public static IReadOnlyList<Channel> Channels { get; } = [Channel.Email, Channel.Sms, Channel.Push, Channel.WebPush, Channel.WhatsApp, Channel.Telegram];

    public static IReadOnlyList<ChannelDefinition> Definitions { get; } = [.. Channels.Select(channel => ChannelDefinitions.Find(channel)!)];

    public static Campaign ServiceNote { get; } = Of("service", "Service note", "Your parcel arrives tomorrow.", Channels, null);

    /// <summary>A receipt is written, not shown for a moment.</summary>
    public static Campaign Receipt { get; } = Of("receipt", "Receipt", "Thank you for your order.", [Channel.Email, Channel.Sms, Channel.WhatsApp], null);

    public static PersonaBook Personas { get; } = PersonaBook.Of(
    [
        new()
        {
            Id = new PersonaId("new-online"),
            Name = "New on the web",
            When = Facts.Customer.IsNew & Facts.Customer.PurchaseChannel == Channel.Website,
            Channels = new Dictionary<Channel, int> { [Channel.Push] = 60, [Channel.WhatsApp] = 50, [Channel.WebPush] = 30 },
        },
        new()
        {
            Id = new PersonaId("regular"),
            Name = "Regular",
            When = Facts.Customer.Spent >= Money.Of(350m, "USD"),
            Channels = new Dictionary<Channel, int> { [Channel.Email] = 40, [Channel.Sms] = 30 },
        },
        new()
        {
            Id = new PersonaId("caller"),
            Name = "Buys by telephone",
            When = Facts.Customer.PurchaseChannel == Channel.CallCentre,
            Channels = new Dictionary<Channel, int> { [Channel.Sms] = 80, [Channel.Email] = 10, [Channel.Push] = -30 },
        },
    ]);

    public static Policy Policy { get; } = Policy.Named("hillstrom")
        .Exclude(Channel.Sms, Facts.Purpose == Purpose.Marketing & Facts.Customer.Spent < Money.Of(50m, "USD"), "a text message costs more than a small order brings")
        .Require(Channel.WebPush, Facts.Customer.PurchaseChannel == Channel.Website, "the browser speaks to those who buy in it")
        .Cap(new FrequencyCap { Max = 1, Window = new CapWindow.Rolling { Length = TimeSpan.FromDays(3) }, Channels = [Channel.Sms], Purposes = [Purpose.Marketing, Purpose.Service] })
        .Cap(new FrequencyCap { Max = 1, Window = new CapWindow.CalendarDay { TimeZone = Zone }, Channels = [Channel.Push], Per = CapScope.ContactPoint })
        .QuietHours(new QuietHours { From = new TimeOnly(0, 0), Until = new TimeOnly(12, 0), Days = [DayOfWeek.Sunday], Channels = [Channel.Email], WaivedFrom = Urgency.High })
        .Holdout(20)
        .OtherwiseBest();

    public static CustomerProfile ProfileOf(HillstromCustomer customer) => new()
    {
        Id = customer.Id,
        TimeZone = customer.TimeZone,
        Country = customer.Country,
        IsNew = customer.Row.IsNew,
        Spent = new Money(customer.Row.SpentCents, new Currency("USD")),
        PurchaseChannel = BuysBy(customer),
        ContactPoints = [.. Channels.Where(c => customer.AddressOn(c) is not null).Select(c => new ContactPoint { Channel = c, Address = customer.AddressOn(c)! })],
        Consents = [.. Channels.SelectMany(c => new[] { Purpose.Marketing, Purpose.Service, Purpose.Transactional }.Select(p => ConsentOf(customer, p, c))).OfType<ConsentRecord>()],
        Topics = customer.DislikesNews ? new Dictionary<Topic, Liking> { [News] = Liking.Dislike } : new Dictionary<Topic, Liking>(),
    };

    /// <summary>What happened before the week: the last purchase, months ago, and for some a visit that an e-mail brought.</summary>
    public static IEnumerable<Touchpoint> PastOf(HillstromCustomer customer)
    {
        yield return new Touchpoint
        {
            Source = "/hillstrom",
            Id = $"{customer.Id}-purchase",
            Type = TouchpointType.Purchased,
            Customer = customer.Id,
            Channel = BuysBy(customer),
            At = HillstromWeek.Begin.AddDays(-30 * customer.Row.Recency),
        };
        if (customer.Row.Visited)
        {
            yield return new Touchpoint
            {
                Source = "/hillstrom",
                Id = $"{customer.Id}-visit",
                Type = TouchpointType.SiteVisited,
                Customer = customer.Id,
                Channel = Channel.Email,
                At = HillstromWeek.Begin.AddHours(-1 - customer.Draw("visited", 14 * 24)),
            };
        }
    }

    /// <summary>The customer as known when the week begins.</summary>
    public static CustomerState StateOf(HillstromCustomer customer) =>
        PastOf(customer).Aggregate(CustomerFold.Apply(CustomerState.Unknown(customer.Id), ProfileOf(customer)), TouchpointFold.Standard.Apply);

    /// <summary>The campaign of the week, which alone has a budget, in euro cents.</summary>
    public static Campaign NewsFor(long budgetCents) => Of("news", "News of the week", "The spring collection is here.", Channels, new Money(budgetCents, new Currency("EUR")));

    /// <summary>"Multichannel" is a channel of the host's own naming.</summary>
    private static Channel BuysBy(HillstromCustomer customer) => customer.Row.BuysBy switch
    {
        "Web" => Channel.Website,
        "Phone" => Channel.CallCentre,
        _ => new Channel("multichannel"),
    };

    private static ConsentRecord? ConsentOf(HillstromCustomer customer, Purpose purpose, Channel channel) => customer.Said(purpose, channel) is { } said
        ? new ConsentRecord
        {
            Purpose = purpose,
            Channel = channel,
            Granted = said.Granted,
            At = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
            Source = "form",
            Basis = said.IsContract ? ConsentBasis.Contract : ConsentBasis.OptIn,
            Until = said.Until,
        }
        : null;

    private static Campaign Of(string id, string name, string text, IReadOnlyList<Channel> channels, Money? budget) => new()
    {
        Id = new CampaignId(id),
        Name = name,
        Budget = budget,
        Variants = [.. channels.Select(c => new Variant { Channel = c, Text = text, Subject = ChannelDefinitions.Find(c)!.Capabilities.SubjectLimit is null ? null : name })],
    };
}
