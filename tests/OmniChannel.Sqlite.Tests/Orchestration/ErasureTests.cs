using System.Text;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Sqlite.Orchestration;

/// <summary>What was erased cannot be read from the file any more, nor from the write-ahead log: every personal text that was ever given is searched for.</summary>
public sealed class ErasureTests
{
    private const int Customers = 120;
    private static readonly DateTimeOffset Noon = new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 600_000)]
    public async Task Erase_HalfOfAll_TheirTextsAreInNoFileAnyMore()
    {
        using var folder = new TemporaryFolder();
        var setup = Setup(folder.File, out var mail);
        await using var runtime = OmniChannelRuntime.Create(setup);
        await runtime.StartAsync(Token);
        for (var round = 0; round < 3; round++)
        {
            for (var customer = 0; customer < Customers; customer++)
            {
                await TellAsync(runtime, customer, round);
            }

            await runtime.DispatchDueAsync(Token);
        }

        Assert.NotEmpty(mail.Sent);
        var before = Search(folder);
        Assert.Equal(Customers, before.Count);

        for (var customer = 0; customer < Customers; customer += 2)
        {
            await runtime.PersonalData.EraseAsync(Named(customer), Token);
        }

        Assert.True(await runtime.PersonalData.ScrubAsync(Token));

        var left = Search(folder);
        Assert.Equal(Enumerable.Range(0, Customers).Where(customer => customer % 2 == 1), left.Order());
        Assert.Equal(RecordResult.Erased, await runtime.SaveAsync(new CustomerProfile { Id = Named(0), Name = Secret(0, "name") }, Token));
        Assert.DoesNotContain(0, Search(folder));
        await runtime.DisposeAsync();
        await setup.Store!.DisposeAsync();
        Assert.Equal(Enumerable.Range(0, Customers).Where(customer => customer % 2 == 1), Search(folder).Order());
    }

    private static OmniChannelSetup Setup(string path, out RecordingChannel mail)
    {
        mail = new RecordingChannel(Channel.Email);
        var setup = new OmniChannelSetup { Store = SqliteOmniStore.Create(new SqliteStoreOptions { Path = path, Synchronous = SqliteSynchronous.Normal }), Time = new ManualClock(Noon), Options = { TimeZone = "UTC" } };
        setup.Adapters.Add(mail);
        setup.Campaigns.Add(new Campaign
        {
            Id = new("news"),
            Name = "News",
            Variants = [new Variant { Channel = Channel.Email, Subject = "For {{customer.name}}", Text = "{{message.what}} for you, {{customer.name}}." }],
        });
        return setup;
    }

    /// <summary>Everything that can be known of somebody, with marks that nobody else has: rows of all sizes, short and over several pages.</summary>
    private static async Task TellAsync(OmniChannelRuntime runtime, int customer, int round)
    {
        await runtime.SaveAsync(
            new CustomerProfile
            {
                Id = Named(customer),
                Name = Secret(customer, $"name-{round}"),
                TimeZone = "UTC",
                ContactPoints = [ContactPoint.Email($"{Secret(customer, $"mail-{round}")}@example.com")],
                Consents = [ConsentRecord.Grant(Purpose.Marketing, Channel.Email, Noon.AddDays(-round - 1), Secret(customer, "consent"))],
            },
            Token);
        var cart = new CartId(Named(customer));
        await runtime.Carts.DoAsync(cart, CartCommand.Add(new CartItem { Variant = $"mug-{round}" }), cancellationToken: Token);
        await runtime.Carts.DoAsync(cart, CartCommand.SetField("note", Secret(customer, $"note-{round}")), cancellationToken: Token);
        var session = await runtime.Sessions.StartAsync(Named(customer), new SessionMove { Page = Secret(customer, $"page-{round}"), Data = new Dictionary<string, string> { ["half"] = Secret(customer, "form") } }, Token);
        await runtime.HandOffs.MintAsync(new HandOffRequest { Customer = Named(customer), Session = session.Session.Id, Audience = "app" }, Token);
        var talk = await runtime.Conversations.ReceiveAsync(new InboundMessage { Source = "/chat", Id = $"{customer}-{round}", Channel = Channel.WhatsApp, Address = Secret(customer, "number"), Customer = Named(customer), Text = Secret(customer, $"words-{round}"), At = Noon }, Token);
        await runtime.Conversations.TakeAsync(Named(customer), talk.Id, new("eva"), Token);
        await runtime.Conversations.AnswerAsync(Named(customer), talk.Id, new ConversationAnswer { Id = $"a-{round}", By = new("eva"), UpTo = talk.Received, Text = Secret(customer, $"answer-{round}") }, Token);
        for (var visit = 0; visit < 5; visit++)
        {
            await runtime.RecordAsync(
                new Touchpoint
                {
                    Source = "/shop/" + Secret(customer, "source"),
                    Id = Secret(customer, $"visit-{round}-{visit}"),
                    Type = TouchpointType.SiteVisited,
                    Customer = Named(customer),
                    At = Noon.AddHours(-visit),
                    Channel = Channel.Website,
                    Identifiers = visit == 0 ? [Identifier.UnverifiedEmail($"{Secret(customer, "typed")}@example.com"), Identifier.Browser(Secret(customer, "browser"))] : null,
                    Data = new Dictionary<string, string> { ["search"] = string.Join(' ', Enumerable.Repeat(Secret(customer, "search"), 1 + (visit * visit * 12))) },
                },
                cancellationToken: Token);
        }

        var message = new Message { Campaign = new("news"), Purpose = Purpose.Marketing, Data = new Dictionary<string, string> { ["what"] = Secret(customer, $"said-{round}") } };
        await runtime.SendAsync(message, Named(customer), new SendOptions { IdempotencyKey = Secret(customer, $"key-{round}") }, Token);
    }

    private static CustomerId Named(int customer) => new($"customer-{customer}");

    private static string Secret(int customer, string of) => $"Zq{customer:0000}xk-{of}";

    /// <summary>The customers of whom any text is in any file of the folder.</summary>
    private static List<int> Search(TemporaryFolder folder)
    {
        var octets = Directory.GetFiles(folder.Path).Select(Read).ToList();
        return [.. Enumerable.Range(0, Customers).Where(customer => octets.Exists(file => file.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Secret(customer, ""))) >= 0))];
    }

    private static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var octets = new byte[file.Length];
        file.ReadExactly(octets);
        return octets;
    }
}
