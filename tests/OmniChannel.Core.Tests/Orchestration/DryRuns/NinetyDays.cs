using System.Globalization;
using OmniChannel.Delivery;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Orchestration.DryRuns;

/// <summary>A shop's quarter: a letter every few weeks to everybody, and a reminder to those who leave a cart; some open, some click.</summary>
internal static class NinetyDays
{
    public static readonly DateTimeOffset Monday = new(2026, 1, 5, 5, 0, 0, TimeSpan.Zero);

    public static OmniChannelSetup Setup(IEnumerable<IChannelAdapter> adapters)
    {
        var setup = new OmniChannelSetup { Options = { TimeZone = "Europe/Berlin", PublicBaseUri = new Uri("https://shop.example/u") } };
        setup.Campaigns.Add(new Campaign
        {
            Id = new CampaignId("letter"),
            Name = "Letter",
            Variants = [new Variant { Channel = Channel.Email, Subject = "News", Text = "What is new this week." }, new Variant { Channel = Channel.Push, Subject = "New", Text = "Come and see!" }],
        });
        setup.Campaigns.Add(new Campaign
        {
            Id = new CampaignId("cart"),
            Name = "Cart",
            Variants = [new Variant { Channel = Channel.Sms, Text = "Your cart is waiting." }, new Variant { Channel = Channel.Email, Subject = "Your cart", Text = "Still here: what you put into your cart." }],
        });
        foreach (var adapter in adapters)
        {
            setup.Adapters.Add(adapter);
        }

        return setup;
    }

    public static CustomerProfile Customer(int number) => new()
    {
        Id = Id(number),
        TimeZone = number % 3 == 0 ? "America/New_York" : "Europe/Berlin",
        ContactPoints =
        [
            ContactPoint.Email(string.Create(CultureInfo.InvariantCulture, $"c{number}@example.com")),
            .. number % 2 == 0 ? new[] { ContactPoint.Sms(string.Create(CultureInfo.InvariantCulture, $"+4915112{100_000 + number}")) } : [],
            .. number % 5 == 0 ? new[] { new ContactPoint { Channel = Channel.Push, Address = string.Create(CultureInfo.InvariantCulture, $"device-{number}") } } : [],
        ],
        Consents = [.. new[] { Channel.Email, Channel.Sms, Channel.Push }.Where(_ => number % 11 != 0).Select(channel => ConsentRecord.Grant(Purpose.Marketing, channel, Monday.AddYears(-1), "form"))],
    };

    public static DryRunSettings From(bool copy = false) => new()
    {
        From = Monday,
        CopyState = copy,
        Step = TimeSpan.FromMinutes(5),
        React = message => (message.IdempotencyKey[0] + message.IdempotencyKey[1]) % 5 == 0 ? [new DryRunReaction { Kind = ReceiptKind.Opened, After = TimeSpan.FromHours(3) }] : [],
    };

    /// <summary>Lets the days pass.</summary>
    /// <returns>How many messages were asked for.</returns>
    public static async Task<long> RunAsync(DryRun dryRun, int customers, int days, int daysBetween, CancellationToken cancellationToken)
    {
        var (chance, asked) = (new SeededChance(7), 0L);
        for (var day = 0; day < days; day++)
        {
            var morning = Monday.AddDays(day);
            await dryRun.AdvanceToAsync(morning.AddHours(4), cancellationToken);
            for (var number = day % daysBetween; number < customers; number += daysBetween)
            {
                await SendAsync(dryRun, "letter", number, cancellationToken);
                asked++;
            }

            await dryRun.AdvanceToAsync(morning.AddHours(10), cancellationToken);
            for (var left = 0; left < customers / 100; left++)
            {
                var number = chance.Below(customers);
                await dryRun.Runtime.RecordAsync(
                    new Touchpoint { Source = "/shop", Id = string.Create(CultureInfo.InvariantCulture, $"{day}-{left}"), Type = TouchpointType.CartLeft, Customer = Id(number), At = dryRun.Now, Amount = Money.Of(20 + left % 80, "EUR") },
                    cancellationToken: cancellationToken);
                await SendAsync(dryRun, "cart", number, cancellationToken);
                asked++;
            }
        }

        await dryRun.AdvanceToAsync(Monday.AddDays(days), cancellationToken);
        return asked;
    }

    public static CustomerId Id(int number) => new(string.Create(CultureInfo.InvariantCulture, $"c{number}"));

    private static ValueTask<SendResult> SendAsync(DryRun dryRun, string campaign, int number, CancellationToken cancellationToken) =>
        dryRun.SendAsync(new Message { Campaign = new CampaignId(campaign), Purpose = Purpose.Marketing, ExpiresAt = dryRun.Now.AddDays(2) }, Id(number), cancellationToken: cancellationToken);
}
