using System.Globalization;
using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel.Tests.Stores.Crowd;

/// <summary>A shop whose every limit is hit: caps over hours, of people and of addresses that two people share, a night, and a budget for text messages.</summary>
internal static class CapShop
{
    public const int Customers = 1_000;
    public const int Latecomers = 220;
    public const long BudgetCents = 7_00;
    public const long TextCents = 7;

    /// <summary>Of the campaign whose budget runs out before the evening, and of one without a budget.</summary>
    public static readonly CampaignId News = new("news");
    public static readonly CampaignId Offers = new("offers");
    public static readonly DateTimeOffset Noon = new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset End = Noon.AddHours(22);

    public const int Processes = 8;

    /// <summary>How many messages each process asks for at once.</summary>
    public const int Lanes = 6;

    /// <summary>From noon to the end it takes so long at least, and so many messages: on a slow machine the clock waits for them.</summary>
    private const long Asked = 12_000;
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(20);

    private static readonly Policy Policy = Policy.Named("hit every limit")
        .WithoutSafeCaps()
        .Cap(2, TimeSpan.FromHours(6))
        .Cap(new FrequencyCap { Max = 1, Window = new CapWindow.Rolling { Length = TimeSpan.FromHours(12) }, Channels = [Channel.Sms], Per = CapScope.ContactPoint })
        .Cap(new FrequencyCap { Max = 1, Window = new CapWindow.Rolling { Length = TimeSpan.FromHours(3) }, Channels = [Channel.Push], Per = CapScope.ContactPoint })
        .FirstOf([Channel.Sms, Channel.Push, Channel.Email], Condition.Always, "text messages first")
        .OtherwiseBest();

    private static readonly Campaign Campaign = new()
    {
        Id = News,
        Name = "News",
        Budget = new Money(BudgetCents, new Currency("EUR")),
        Variants =
        [
            new Variant { Channel = Channel.Sms, Text = "New in our shop: {{message.what}}." },
            new Variant { Channel = Channel.Push, Subject = "New in our shop", Text = "Come and see {{message.what}}!" },
            new Variant { Channel = Channel.Email, Subject = "News", Text = "This week we got {{message.what}} for you. Have a look." },
        ],
    };

    /// <summary>The clock that all processes share.</summary>
    /// <param name="path">The file that tells them how far all together are.</param>
    public static RacingClock Race(string path) => new(Noon, End, Lasts, Asked, path, Processes * Lanes);

    public static CustomerId Customer(int number) => new(string.Create(CultureInfo.InvariantCulture, $"c{number}"));

    /// <summary>Each has the telephone together with one neighbour, and the device that is pushed to with the other; the mailbox is its own.</summary>
    public static string AddressOf(int number, Channel channel) => channel == Channel.Sms ? string.Create(CultureInfo.InvariantCulture, $"+4915112{100_000 + (number / 2)}")
        : channel == Channel.Push ? string.Create(CultureInfo.InvariantCulture, $"device-{(number + 1) / 2}")
        : $"{Customer(number).Value}@example.com";

    public static CustomerProfile Profile(int number) => new()
    {
        Id = Customer(number),
        TimeZone = "Europe/Berlin",
        ContactPoints =
        [
            .. new[] { Channel.Email, Channel.Sms, Channel.Push }.Select(channel => new ContactPoint { Channel = channel, Address = AddressOf(number, channel) }),
        ],
        Consents = [.. new[] { Channel.Email, Channel.Sms, Channel.Push }.Select(channel => ConsentRecord.Grant(Purpose.Marketing, channel, Noon.AddYears(-1), "form"))],
    };

    public static async Task<OmniChannelRuntime> StartAsync(IOmniStore store, TimeProvider clock)
    {
        var setup = new OmniChannelSetup
        {
            Store = store,
            Time = clock,
            Policy = Policy,
            Options = { TimeZone = "Europe/Berlin", Lease = TimeSpan.FromHours(1), PollInterval = TimeSpan.FromMilliseconds(50) },
        };
        setup.Campaigns.Add(Campaign);
        setup.Campaigns.Add(Campaign with { Id = Offers, Name = "Offers", Budget = null });
        foreach (var channel in new[] { Channel.Sms, Channel.Push, Channel.Email })
        {
            setup.Adapters.Add(new Provider(channel));
        }

        var runtime = OmniChannelRuntime.Create(setup);
        await runtime.StartAsync();
        return runtime;
    }

    /// <summary>Takes everything over: what counts is what the log says of it.</summary>
    private sealed class Provider(Channel channel) : IChannelAdapter, IMarketingAccount
    {
        public Channel Channel => channel;

        public string Account => "main";

        public bool MaySendMarketing => true;

        public Uri FallbackBaseUri => new("https://omnichannel.invalid");

        public AddressCheck CheckAddress(string address) => AddressCheck.Valid(address);

        public ValueTask<AttemptOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken) => new(AttemptOutcome.Accepted(message.IdempotencyKey[..12]));
    }
}
