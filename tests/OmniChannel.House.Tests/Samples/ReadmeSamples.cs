using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace OmniChannel.Tests.Samples;

/// <summary>The code of README.md and docs/getting-started.md, compiled here and run by <see cref="ReadmeSamplesTests"/>.</summary>
internal static class ReadmeSamples
{
    internal static async Task<SendResult> TenLinesAsync(string folder)
    {
        #region TenLines
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddOmniChannel(builder.Configuration)
            .AddSqlite($"{folder}/shop.db")
            .AddDevelopmentChannel($"{folder}/sent", Channel.Email, Channel.Push)   // or .AddSmtp(), .AddWebhook(), your own
            .AddCampaign(Campaigns.CartReminder);
        using var host = builder.Build();
        await host.StartAsync();

        var omni = host.Services.GetRequiredService<IChannelOrchestrator>();
        await omni.SaveAsync(Customers.Anna);
        var result = await omni.SendAsync(Campaigns.Remind("tent Fjell 2"), Customers.Anna.Id);
        #endregion
        await host.StopAsync();
        return result;
    }

    internal static class Campaigns
    {
        #region Campaign
        public static Campaign CartReminder { get; } = new()
        {
            Id = new CampaignId("cart-reminder"),
            Name = "You left something behind",
            Variants =
            [
                new Variant
                {
                    Channel = Channel.Email,
                    Subject = "{{customer.name}}, your {{message.item}} is still here",
                    Text = "Hello {{customer.name}}, we keep your {{message.item}} until Friday.",
                },
                new Variant
                {
                    Channel = Channel.Push,
                    Text = "Your {{message.item}} waits in the cart.",
                    Link = "https://shop.example/cart",
                },
            ],
        };

        public static Message Remind(string item) => new()
        {
            Campaign = CartReminder.Id,
            Purpose = Purpose.Marketing,
            Data = new Dictionary<string, string> { ["item"] = item },
        };
        #endregion
    }

    internal static class Customers
    {
        #region Customer
        public static CustomerProfile Anna { get; } = new()
        {
            Id = new CustomerId("anna"),
            Name = "Anna",
            TimeZone = "Europe/Berlin",
            ContactPoints = [ContactPoint.Email("anna@example.com"), ContactPoint.Push("token-of-her-phone")],
            Consents =
            [
                ConsentRecord.Grant(Purpose.Marketing, Channel.Email, new DateTimeOffset(2026, 1, 7, 0, 0, 0, TimeSpan.Zero), "newsletter form"),
            ],
        };
        #endregion
    }

    internal static async Task<(Decision Before, Decision After)> LearnAsync(IChannelOrchestrator omni, DeliveryId delivery, DateTimeOffset now)
    {
        var message = Campaigns.Remind("tent Fjell 2");
        #region Learn
        var before = await omni.DecideAsync(message, Customers.Anna.Id);
        Console.WriteLine(before);                        // every channel, its score in parts, why each loser lost
        Console.WriteLine(before.WhyNot(Channel.Push));   // one sentence, and what would change it

        await omni.RecordAsync(new Receipt
        {
            Source = "/shop/links",
            Id = "click-1",
            Delivery = delivery,
            Kind = ReceiptKind.Clicked,
            At = now,
        });
        var after = await omni.DecideAsync(message, Customers.Anna.Id);
        #endregion
        return (before, after);
    }

    internal static Policy ShopPolicy()
    {
        #region Policy
        var policy = Policy.Named("shop")
            .Exclude(Channel.Sms, when: Facts.Cart.Total.IsKnown & Facts.Cart.Total < Money.Of(20, "EUR"), because: "a text message costs more than a small cart brings")
            .Score(Channel.Push, +30, when: Facts.Device == DeviceKind.Mobile, because: "the phone is in the hand")
            .FirstOf([Channel.Push, Channel.Email], when: Facts.Urgency >= Urgency.High, because: "what is urgent goes to the phone first", stepUpAfter: TimeSpan.FromHours(1))
            .Cap(1, within: TimeSpan.FromHours(6))
            .OtherwiseBest();
        #endregion
        return policy;
    }
}
