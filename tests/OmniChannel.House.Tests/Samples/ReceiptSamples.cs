using OmniChannel.Testing;

namespace OmniChannel.Tests.Samples;

/// <summary>The code that docs/receipts.md shows.</summary>
public sealed class ReceiptSamples
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task MessageAbout_OfThePage_IsSkippedOnceTheCartIsEmpty()
    {
        var cancellationToken = Stop;
        var (reminder, anna, lastDay) = (new CampaignId("reminder"), new CustomerId("anna"), Noon.AddDays(3));
        await using var omni = await OpenAsync(reminder, anna, new RecordingChannel(Channel.Email));

        #region MessageAbout
        await omni.SendAsync(
            new Message
            {
                Campaign = reminder,
                Purpose = Purpose.Marketing,
                About = new MessageAbout { Cart = new CartId(anna), OfferEnds = lastDay },
            },
            anna,
            cancellationToken: cancellationToken);
        #endregion

        var last = "";
        await foreach (var entry in omni.ReadTimelineAsync(anna, Stop))
        {
            last = entry.Details ?? last;
        }

        Assert.Contains("nothing is in the cart", last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Suppressions_OfThePage_AreImportedLiftedAndExported()
    {
        var cancellationToken = Stop;
        await using var omni = await OpenAsync(new CampaignId("reminder"), new CustomerId("anna"), new RecordingChannel(Channel.Email));
        using var fromTheOldProvider = new MemoryStream(System.Text.Encoding.UTF8.GetBytes("channel,address,cause\nemail,anna@example.com,hard-bounce\nemail,ben@example.com,complaint\n"));
        using var file = new MemoryStream();

        #region Suppressions
        await omni.Suppressions.ImportAsync(fromTheOldProvider, SuppressionFormat.Csv, "moved from the old provider", cancellationToken);

        var page = await omni.Suppressions.ReadAsync(cancellationToken: cancellationToken);
        await omni.Suppressions.LiftAsync(Channel.Email, "anna@example.com", customer: null, by: "bea@support", because: "the mailbox was full and is mended", cancellationToken);
        await omni.Suppressions.ExportAsync(file, SuppressionFormat.JsonLines, cancellationToken);
        #endregion

        Assert.Equal(2, page.Entries.Count);
        Assert.Contains("ben@example.com", Assert.Single(System.Text.Encoding.UTF8.GetString(file.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    internal static async Task<OmniChannelRuntime> OpenAsync(CampaignId campaign, CustomerId customer, RecordingChannel mail)
    {
        var setup = new OmniChannelSetup { Time = new ManualClock(Noon), Options = { TimeZone = "Europe/Berlin", PublicBaseUri = new("https://shop.example/u") } };
        setup.Campaigns.Add(new Campaign { Id = campaign, Name = "Your cart", Variants = [new Variant { Channel = Channel.Email, Subject = "Your cart", Text = "It is waiting." }] });
        setup.Adapters.Add(mail);
        var runtime = OmniChannelRuntime.Create(setup);
        await runtime.StartAsync(Stop);
        await runtime.SaveAsync(new CustomerProfile { Id = customer, ContactPoints = [ContactPoint.Email("anna@example.com")], Consents = [ConsentRecord.Grant(Purpose.Marketing, Channel.Email, Noon.AddDays(-1), "form")] }, Stop);
        return runtime;
    }
}
