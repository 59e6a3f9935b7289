using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Email;

/// <summary>From <c>SendAsync</c> over the outbox and SMTP to the person, and back.</summary>
public sealed class SmtpWholeWayTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero);

    private static readonly Campaign Reminder = new()
    {
        Id = new CampaignId("reminder"),
        Name = "Your cart is waiting",
        Variants = [new Variant { Channel = Channel.Email, Subject = "Still there, {{customer.name}}?", Text = "Your {{message.item}} is waiting." }],
    };

    private static readonly Message Message = new() { Campaign = Reminder.Id, Purpose = Purpose.Marketing, Guarantee = SendGuarantee.AtLeastOnce, Data = new Dictionary<string, string> { ["item"] = "tent" } };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("hangs", "Greeting")]
    [InlineData("hangs", "Recipient")]
    [InlineData("hangs", "DataEnd")]
    [InlineData("drops", "Hello")]
    [InlineData("drops", "DataStart")]
    [InlineData("drops", "DataEnd")]
    [InlineData("babbles", "Greeting")]
    [InlineData("babbles", "Sender")]
    [InlineData("babbles", "DataEnd")]
    public async Task Send_ToAServerThatFirstMisbehaves_IsRetriedAndReachesThePersonLater(string does, string at)
    {
        var clock = new ManualClock(Noon);
        var misbehaved = new TaskCompletionSource();
        await using var server = new ScriptedSmtpServer(
            ScriptedSmtpServer.Until(at, async peer =>
            {
                await (does switch { "hangs" => PassTimeAsync(peer, clock), "drops" => Drop(peer), _ => peer.SayAsync("yes, thank you") });
                misbehaved.SetResult();
            }),
            ScriptedSmtpServer.Answers("250 here", "250 ok", "250 ok", "354 go", "221 bye"));
        using var host = Hosted(clock, options => (options.Host, options.Port, options.Security) = ("127.0.0.1", server.Port, SmtpSecurity.None));
        await host.StartAsync(Stop);
        var omni = host.Services.GetRequiredService<OmniChannelRuntime>();
        await omni.SaveAsync(Alice("alice"), Stop);

        var delivery = Assert.IsType<SendResult.Queued>(await omni.SendAsync(Message, new CustomerId("alice"), cancellationToken: Stop)).Delivery;
        await omni.DispatchDueAsync(Stop);
        await misbehaved.Task.WaitAsync(Stop);

        var waiting = (await omni.FindDeliveryAsync(delivery, Stop))!;
        Assert.Equal((DeliveryStatus.Queued, 1), (waiting.Status, waiting.Attempts));
        Assert.Equal(at == "DataEnd" ? "attempt.unknown" : "attempt.not-sent", waiting.Reason!.Code);

        clock.Advance(TimeSpan.FromHours(1));
        await omni.DispatchDueAsync(Stop);

        var done = (await omni.FindDeliveryAsync(delivery, Stop))!;
        Assert.Equal((DeliveryStatus.Accepted, 2), (done.Status, done.Attempts));
        var received = string.Join('\n', server.Received);
        Assert.EndsWith("Your tent is waiting.\n.", received, StringComparison.Ordinal);
        Assert.All(server.Received.Where(line => line.StartsWith("Message-ID:", StringComparison.Ordinal)), line => Assert.Equal($"Message-ID: {done.ProviderMessageId}", line));
        await host.StopAsync(Stop);
    }

    [Fact]
    public async Task Send_ByPostfix_ArrivesWithAWayOutThatIsHonouredAtOnce()
    {
        var (hostName, port) = Server.RequireEndpoint(Server.SmtpPlain);
        using var host = Hosted(TimeProvider.System, options => (options.Host, options.Port, options.Security) = (hostName, port, SmtpSecurity.None));
        await host.StartAsync(Stop);
        var omni = host.Services.GetRequiredService<OmniChannelRuntime>();
        var customer = Alice(Mail.FreshKey());
        await omni.SaveAsync(customer, Stop);

        var delivery = Assert.IsType<SendResult.Queued>(await omni.SendAsync(Message, customer.Id, cancellationToken: Stop)).Delivery;
        await omni.DispatchDueAsync(Stop);
        var report = (await omni.FindDeliveryAsync(delivery, Stop))!;
        Assert.Equal(DeliveryStatus.Accepted, report.Status);

        await using var mailbox = await ImapMailbox.OpenAsync("alice", "secret");
        var read = await PythonMime.ReadAsync(Assert.Single(await mailbox.WaitForAsync(report.ProviderMessageId!)));
        Assert.Equal("Still there, Alice?", read["Subject"]);
        Assert.Equal("List-Unsubscribe=One-Click", read["List-Unsubscribe-Post"]);
        var wayOut = new Uri(read["List-Unsubscribe"]!.Trim('<', '>'));
        Assert.StartsWith("https://shop.example/u/", wayOut.AbsoluteUri, StringComparison.Ordinal);

        Assert.Equal(UnsubscribeResult.Unsubscribed, await omni.UnsubscribeAsync(wayOut.Segments[^1], new MemoryStream(Encoding.ASCII.GetBytes(read["List-Unsubscribe-Post"]!)), Stop));

        var skipped = Assert.IsType<SendResult.Skipped>(await omni.SendAsync(Message, customer.Id, cancellationToken: Stop));
        Assert.Equal("consent.denied", Assert.Single(skipped.Decision[Channel.Email]!.Blocks).Reason.Code);
        await host.StopAsync(Stop);
    }

    private static IHost Hosted(TimeProvider time, Action<SmtpOptions> server)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(time);
        builder.Services.AddOmniChannel(builder.Configuration)
            .Configure(options => (options.PublicBaseUri, options.TimeZone, options.Dispatch) = (new Uri("https://shop.example/u"), "Europe/Berlin", DispatchMode.None))
            .AddCampaign(Reminder)
            .AddSmtp(configure: options =>
            {
                options.From = "shop@example.test";
                options.Timeouts.Connect = TimeSpan.FromHours(1);   // a server can greet before our connecting has returned
                server(options);
            });
        return builder.Build();
    }

    private static CustomerProfile Alice(string id) => new()
    {
        Id = new CustomerId(id),
        Name = "Alice",
        TimeZone = "Europe/Berlin",
        ContactPoints = [ContactPoint.Email("alice@example.test")],
        Consents = [ConsentRecord.Grant(Purpose.Marketing, Channel.Email, Noon.AddYears(-1), "newsletter form")],
    };

    private static Task Drop(ScriptedSmtpServer.Peer peer)
    {
        peer.Reset();
        return Task.CompletedTask;
    }

    /// <summary>Only the clock of the test moves, and only while the client waits here: exactly the minute that an attempt has.</summary>
    private static async Task PassTimeAsync(ScriptedSmtpServer.Peer peer, ManualClock clock)
    {
        var leaving = LeaveAsync(peer);
        for (var passed = 0; passed < 60 && !leaving.IsCompleted; passed += 20)
        {
            clock.Advance(TimeSpan.FromSeconds(20));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, peer.Stop);
        }

        await leaving;
    }

    private static async Task LeaveAsync(ScriptedSmtpServer.Peer peer)
    {
        try
        {
            while (await peer.HearAsync() is not null)
            {
            }
        }
        catch (IOException)
        {
            // It went without a word.
        }
    }
}
