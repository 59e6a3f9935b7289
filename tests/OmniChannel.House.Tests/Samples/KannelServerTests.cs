using OmniChannel.Delivery;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Samples;

/// <summary>The gateway of docs/channels/kannel.md against a real Kannel with its fake SMS centre (build/servers/kannel.sh): only in long runs.</summary>
public sealed class KannelServerTests
{
    [Theory]
    [InlineData("foobar", "+15005550006", "Boots, 5 €", AttemptResult.Accepted, AttemptFault.None)]
    [InlineData("foobar", "+15005550006", "Ботинки 👢", AttemptResult.Accepted, AttemptFault.None)]
    [InlineData("wrong", "+15005550006", "Boots", AttemptResult.NotSent, AttemptFault.Account)]
    [InlineData("foobar", "", "Boots", AttemptResult.Rejected, AttemptFault.Message)]
    public async Task Kannel_SaysWhatItsPageSays(string password, string to, string text, AttemptResult result, AttemptFault fault)
    {
        var (kannel, callback, key) = Servers();
        using var client = Client();

        var outcome = await KannelSamplesTests.Gateway(kannel, client, callback, key, TimeProvider.System, password).SendAsync(Message("d1", to, text), TestContext.Current.CancellationToken);

        Assert.True((result, fault) == (outcome.Result, outcome.Fault), $"{outcome.Result} {outcome.Fault} {outcome.Code} {outcome.Detail}");
    }

    [Theory]
    [InlineData("Boots, 5 € {é}", "text Boots, 5 € {é}")]
    [InlineData("é👢я", "ucs-2 %00%E9%D8%3D%DCb%04O")]
    public async Task Kannel_HandsOver_EveryCharacter(string text, string expected)
    {
        var (kannel, callback, key) = Servers();
        using var client = Client();
        var to = $"+1500555{Environment.ProcessId % 1000:000}{text.Length:00}";
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100), TimeProvider.System);

        Assert.Equal(AttemptResult.Accepted, (await KannelSamplesTests.Gateway(kannel, client, callback, key, TimeProvider.System).SendAsync(Message("d1", to, text), patience.Token)).Result);

        string? got = null;
        while (got is null && await timer.WaitForNextTickAsync(patience.Token))
        {
            await using var file = new FileStream(Server.Require(Server.KannelReceived), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var log = new StreamReader(file);
            got = (await log.ReadToEndAsync(patience.Token)).Split('\n').FirstOrDefault(line => line.Contains(to, StringComparison.Ordinal));
        }

        Assert.Contains($"{to} {expected}>", got, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kannel_CallsBack_WithOurDeliveryAndWithWhatPeopleWrite()
    {
        var (kannel, callback, key) = Servers();
        using var listener = new System.Net.HttpListener { Prefixes = { $"{callback.GetLeftPart(UriPartial.Authority)}/" } };
        listener.Start();
        using var client = Client();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
        var gateway = KannelSamplesTests.Gateway(kannel, client, callback, key, TimeProvider.System);
        var delivery = "d 1/é%26";

        Assert.Equal(AttemptResult.Accepted, (await gateway.SendAsync(Message(delivery, "+15005550006", "Your boots are here"), patience.Token)).Result);

        var (text, receipt) = ((InboundText?)null, (InboundReceipt?)null);
        while (text is null || receipt is null)
        {
            var call = await listener.GetContextAsync().WaitAsync(patience.Token);
            // The fake SMS centre says no more than that it took the message (8): what would follow is put in its place.
            var url = new Uri(call.Request.Url!.OriginalString.Replace("&status=8", "&status=1", StringComparison.Ordinal));
            var reading = await gateway.ReadInboundAsync(new WebhookRequest { Method = "GET", Url = url, Headers = new Dictionary<string, string>() }, patience.Token);
            call.Response.Close();
            Assert.Null(reading.Refusal);
            text ??= reading.Facts.OfType<InboundText>().FirstOrDefault();
            receipt ??= reading.Facts.OfType<InboundReceipt>().FirstOrDefault(one => one.Delivery == new DeliveryId(delivery));
        }

        Assert.Equal(("+4915112345678", "13013", "Is it there?"), (text.From, text.To, text.Text));
        Assert.Equal((delivery, ReceiptKind.Delivered), (receipt.Delivery!.Value.Value, receipt.Kind));
    }

    private static (Uri Kannel, Uri Callback, string Key) Servers()
    {
        Needs.LongRun();
        return (new Uri($"http://{Server.Require(Server.Kannel)}/"), new Uri(Server.Require(Server.KannelCallback)), "k-123456");
    }

    private static HttpClient Client() => new(EgressGate.CreateHandler(allowPrivateNetworks: true));

    private static OutgoingMessage Message(string delivery, string to, string text) => new()
    {
        Delivery = new DeliveryId(delivery),
        IdempotencyKey = "k",
        Tenant = TenantId.Default,
        Customer = new CustomerId("ada"),
        Campaign = new CampaignId("ready"),
        Channel = Channel.Sms,
        Address = to,
        Content = new() { Text = text },
        Purpose = Purpose.Transactional,
        Urgency = Urgency.Normal,
        CreatedAt = TimeProvider.System.GetUtcNow(),
        ExpiresAt = TimeProvider.System.GetUtcNow().AddDays(1),
    };
}
