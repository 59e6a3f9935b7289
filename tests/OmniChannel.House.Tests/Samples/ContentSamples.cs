using System.Text.Json.Serialization;

namespace OmniChannel.Tests.Samples;

/// <summary>The code that docs/content.md shows.</summary>
public sealed partial class ContentSamples
{
    #region BrandVoice
    private static BrandVoice Voice { get; } = new()
    {
        Tone = [new ToneWords { Culture = new("de"), Wanted = ["leicht*", "draußen"], Forbidden = ["billig*"] }],
        Formality = Formality.Informal,
        MaxExclamationMarks = 1,
        AllCaps = false,
        EmojiOn = [Channel.Instagram, Channel.Push],
        LegalLines = [new LegalLine { Purpose = Purpose.Marketing, Channels = [Channel.Email], Text = "Fjell GmbH, Berlin" }],
    };
    #endregion

    internal static Variant OfPoints()
    {
        #region ByProfile
        var reward = new Variant
        {
            Channel = Channel.Email,
            Subject = "{{customer.name}}, your points",
            Text = "You have {{customer.custom.points}} points, worth {{customer.custom.credit}}.",
        };
        #endregion
        return reward;
    }

    #region CampaignWithFacts
    private static Campaign Spring { get; } = new()
    {
        Id = new("spring"),
        Name = "The light tent",
        Message = "The new tent is light.",
        Purpose = Purpose.Marketing,
        Culture = new("en"),
        Facts =
        [
            CampaignFact.OfMoney("price", Money.Of(1299.00m, "EUR")),
            CampaignFact.OfDate("until", new DateOnly(2026, 11, 27)),
            CampaignFact.OfCode("code", "SPRING20") with { IsOptional = true },
        ],
        Variants =
        [
            new Variant
            {
                Channel = Channel.Email,
                Subject = "Carry less, {{customer.name}}",
                Text = "Until {{campaign.until}} our tent costs {{campaign.price}}.\n\nFjell GmbH, Berlin",
                In = new Dictionary<Culture, VariantText>
                {
                    [new("de")] = new() { Subject = "Leichter nach draußen", Text = "Bis {{campaign.until}} kostet unser Zelt {{campaign.price}}.\n\nFjell GmbH, Berlin" },
                },
            },
            .. new ShortText
            {
                Text = "A tent of 900 g: {{campaign.price}} until {{campaign.until}}",
                TextIn = new Dictionary<Culture, string> { [new("de")] = "Ein leichtes Zelt, 900 g: 1.199,00 € bis {{campaign.until}}" },
            }.On(Channel.Sms, Channel.Push),
        ],
    };
    #endregion

    [Fact]
    public void Check_OfThePage_FindsThePrice()
    {
        #region CheckCampaign
        foreach (var finding in CampaignCheck.Check(Spring, Voice))
        {
            Console.WriteLine($"{finding.Severity}: {finding}");
        }
        #endregion

        Assert.Equal(
            ["Campaign 'spring', variant sms, de, text, 1:27: found \"1.199,00 €\"", "Campaign 'spring', variant push, de, text, 1:27: found \"1.199,00 €\""],
            CampaignCheck.Check(Spring, Voice).Where(finding => finding.Severity == DiagnosticSeverity.Error).Select(finding => finding.ToString().Split(", expected")[0]));
    }

    #region TypedData
    private sealed record CartModel
    {
        public required Money Total { get; init; }

        public required string Item { get; init; }
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(CartModel))]
    private sealed partial class ShopJson : JsonSerializerContext;

    private static Campaign Reminder { get; } = new()
    {
        Id = new("reminder"),
        Name = "Your cart",
        DataPaths = MessageData.Paths(ShopJson.Default.CartModel),
        Variants = [new Variant { Channel = Channel.Email, Text = "Your {{message.item}} is still here: {{message.total}}" }],
    };

    private static Message Remind(CartModel cart, CustomerProfile customer) => new()
    {
        Campaign = Reminder.Id,
        Purpose = Purpose.Transactional,
        Data = MessageData.Of(cart, ShopJson.Default.CartModel, Culture.TryFind(customer.Language, out var culture) ? culture : default),
    };
    #endregion

    [Fact]
    public void Data_OfThePage_IsWrittenForTheReader()
    {
        Assert.Empty(CampaignCheck.Check(Reminder));
        Assert.Equal("59,00 €", Remind(new CartModel { Total = Money.Of(59m, "EUR"), Item = "tent" }, new CustomerProfile { Id = new("anna"), Language = "de-DE" }).Data["total"]);
    }

    [Fact]
    public async Task Drafts_OfThePage_AreApproved()
    {
        await using var runtime = OmniChannelRuntime.Create(new OmniChannelSetup { Voice = Voice, Drafter = new Writer() });
        await runtime.StartAsync(TestContext.Current.CancellationToken);
        var folder = Directory.CreateTempSubdirectory("omnichannel-content").FullName;
        var (sample, message, cancellationToken) = (new CustomerProfile { Id = new("anna"), Name = "Anna" }, new Message { Campaign = Spring.Id, Purpose = Purpose.Marketing }, TestContext.Current.CancellationToken);
        var campaign = Spring;

        #region Drafts
        foreach (var draft in await runtime.Campaigns.DraftAsync(campaign, [Channel.Instagram], cancellationToken))
        {
            var review = runtime.Campaigns.Review(campaign, draft);
            if (review.Checked is { } good)                                       // no error in it; good.Warnings has the rest
            {
                var approved = runtime.Campaigns.Approve(good, by: "Vera");       // after Vera has read it
                campaign = campaign with { Variants = [.. campaign.Variants, approved.Variant] };
            }
        }
        #endregion

        #region Preview
        var preview = runtime.Campaigns.Preview(campaign, sample, message);
        var page = await Campaigns.WritePreviewAsync(preview, folder, cancellationToken);
        #endregion

        Assert.Equal("Vera", campaign.Variants[^1].Approval!.By);
        Assert.Contains("instagram-en", await File.ReadAllTextAsync(page, cancellationToken), StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Handlebars_OfThePage_Loops()
    {
        #region Handlebars
        var engine = new HandlebarsEngine(new HandlebarsOptions { Partials = new Dictionary<string, string> { ["line"] = "<li>{{name}}</li>" } });
        var variant = new Variant
        {
            Channel = Channel.Email,
            Engine = engine.Name,                                                 // and .UseHandlebars(…) on the builder
            Text = "Your cart: {{#each message.lines}}{{name}} {{/each}}",
            Html = "<ul>{{#each message.lines}}{{> line}}{{/each}}</ul>",
        };
        #endregion

        Assert.Empty(CampaignCheck.Check(new Campaign { Id = new("x"), Name = "x", Variants = [variant] }, engines: [engine]));
    }

    private sealed class Writer : IVariantDrafter
    {
        public ValueTask<IReadOnlyList<DraftedVariant>> DraftAsync(DraftRequest request, CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<DraftedVariant>>(
            [new DraftedVariant(new Variant { Channel = Channel.Instagram, Text = "Outside, lighter: {{campaign.price}}, until {{campaign.until}}" }, by: "writer-1")]);
    }
}
