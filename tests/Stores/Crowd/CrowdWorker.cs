using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using OmniChannel.Email;
using OmniChannel.Storage;
using OmniChannel.Webhooks;

namespace OmniChannel.Tests.Stores.Crowd;

/// <summary>One process of the crowd: sends what it is told to by its input, or dispatches until its input ends.</summary>
internal static class CrowdWorker
{
    public const int Concurrency = 4;

    /// <summary>The calls under way at most: a quarter more than the concurrency, for the two sorts of work together.</summary>
    public const int Calls = Concurrency + 1;

    /// <summary>What may have been marked, called and not recorded yet: recorded behind the calls, so that many share a transaction.</summary>
    public const int UnderWay = 6 * Concurrency;

    /// <param name="work">"send" or "dispatch", the witness's address, the port of the mail witness; separated by blanks.</param>
    /// <param name="place">Where the store is.</param>
    public static async Task<int> RunAsync(string work, string place)
    {
        var parts = work.Split(' ');
        await using var store = TestStore.At(place);
        await using var runtime = await StartAsync(store, place, new Uri(parts[1]), int.Parse(parts[2], CultureInfo.InvariantCulture));
        Console.WriteLine("ready");
        if (parts[0] == "send")
        {
            await SendAsync(runtime, place);
        }
        else
        {
            using var stopping = new CancellationTokenSource();
            var dispatching = runtime.RunDispatcherAsync(stopping.Token);
            await Console.In.ReadToEndAsync();
            await stopping.CancelAsync();
            await dispatching;
        }

        return 0;
    }

    public static async Task<OmniChannelRuntime> StartAsync(IOmniStore store, string place, Uri witness, int mail)
    {
        var setup = new OmniChannelSetup { Store = store, Options = { TimeZone = "Europe/Berlin", Lease = TimeSpan.FromSeconds(10), Concurrency = Concurrency, PublicBaseUri = new Uri("https://shop.example/u") } };
        foreach (var (channel, text) in new[] { (CrowdMessage.Webhook, "was packed"), (Channel.Sms, "is on its way"), (Channel.Email, "has been paid, thank you") })
        {
            setup.Campaigns.Add(new Campaign
            {
                Id = new CampaignId(channel.Name),
                Name = "Your order",
                Variants = [new Variant { Channel = channel, Subject = channel == Channel.Sms ? null : "Your order", Text = $"Order {{{{message.key}}}}. It {text}." }],
            });
        }

        if (CarriedEvents.FeedOf(place) is { } feed)
        {
            setup.Feeds.Add(feed);
        }

        setup.Channels.Add(WebhookChannel.Definition);
        setup.Adapters.Add(Webhook("keyed", CrowdMessage.Webhook));
        setup.Adapters.Add(Webhook("forgets", Channel.Sms));
        var smtp = new SmtpOptions { Host = "127.0.0.1", Port = mail, Security = SmtpSecurity.None, From = "shop@example.com" };
        setup.Adapters.Add(new SmtpChannelAdapter("mail", smtp, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<SmtpChannelAdapter>.Instance));
        var runtime = OmniChannelRuntime.Create(setup);
        await runtime.StartAsync();
        return runtime;

        WebhookChannelAdapter Webhook(string account, Channel channel)
        {
            var options = new WebhookOptions { Channel = channel.Name, Endpoint = new Uri(witness, account), AllowPrivateNetworks = true };
            options.Secrets.Add("whsec_" + Convert.ToBase64String(new byte[24]));
            return WebhookChannelAdapter.WithOwnClient(account, options, TimeProvider.System);
        }
    }

    /// <summary>Says each number again, with the delivery, once it is committed. What it is told twice it does twice: under the same key.</summary>
    private static async Task SendAsync(OmniChannelRuntime runtime, string place)
    {
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var told = line.Split(' ');
            var message = new CrowdMessage(int.Parse(told[0], CultureInfo.InvariantCulture));
            var said = message.Kind switch
            {
                CrowdKind.RolledBack => await RollBackAsync(runtime, message, place),
                CrowdKind.OptedOut => await OptOutAsync(runtime, message, DateTimeOffset.FromUnixTimeSeconds(long.Parse(told[1], CultureInfo.InvariantCulture))),
                _ => await runtime.SendAsync(message.Message, message.Customer, new SendOptions { IdempotencyKey = message.Key }),
            };
            Console.WriteLine(said is SendResult.Queued queued ? $"{told[0]} {queued.Delivery.Value} ."
                : said is SendResult.Deferred deferred ? $"{told[0]} {deferred.Delivery.Value} ."
                : throw new InvalidOperationException($"Expected {message.Kind} {told[0]} to be queued, found {said}."));
        }
    }

    private static async Task<SendResult> RollBackAsync(OmniChannelRuntime runtime, CrowdMessage message, string place)
    {
        var options = new DbContextOptionsBuilder();
        TestStore.UseDatabase(options, place);
        await using var host = new DbContext(options.Options);
        await using var transaction = await host.Database.BeginTransactionAsync();
        var said = await runtime.SendAsync(message.Message, message.Customer, new SendOptions { IdempotencyKey = message.Key, Transaction = transaction.GetDbTransaction() });
        await transaction.RollbackAsync();
        return said;
    }

    private static async Task<SendResult> OptOutAsync(OmniChannelRuntime runtime, CrowdMessage message, DateTimeOffset due)
    {
        await runtime.SaveAsync(message.Profile);
        var said = await runtime.SendAsync(message.Message, message.Customer, new SendOptions { IdempotencyKey = message.Key, NotBefore = due });
        await runtime.RecordAsync(message.Customer, ConsentRecord.Deny(Purpose.Transactional, Channel.Sms, TimeProvider.System.GetUtcNow(), "stop"));
        return said;
    }
}
