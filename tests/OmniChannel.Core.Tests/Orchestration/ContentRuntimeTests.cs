using System.Net;
using OmniChannel.Tests.Content;

namespace OmniChannel.Tests.Orchestration;

/// <summary>Content through a whole instance: what is wrong is refused with its place, and nothing is sent; what is right arrives in the reader's language.</summary>
public sealed class ContentRuntimeTests
{
    private static readonly Campaign Offer = Shop.Campaign with
    {
        Id = new("offer"),
        Culture = new Culture("en"),
        Facts = [CampaignFact.OfMoney("price", Money.Of(1299m, "EUR")), CampaignFact.OfDate("until", new DateOnly(2026, 11, 27))],
        Variants =
        [
            new Variant
            {
                Channel = Channel.Email,
                Subject = "For {{customer.name}}",
                Text = "Only {{campaign.price}} until {{campaign.until}}.",
                Html = "<p title=\"{{customer.name}}\">{{customer.name}}: {{campaign.price}} until {{campaign.until}}</p>",
                In = new Dictionary<Culture, VariantText> { [new("de")] = new() { Text = "Nur {{campaign.price}} bis {{campaign.until}}.", Html = "<p>{{customer.name}}: {{campaign.price}} bis {{campaign.until}}</p>" } },
            },
        ],
    };

    private static readonly Message OfOffer = Shop.Message with { Campaign = Offer.Id };

    [Theory]
    [InlineData("de-AT", "Nur € 1.299,00 bis 27. November 2026.")]
    [InlineData("de-DE", "Nur 1.299,00 € bis 27. November 2026.")]
    [InlineData("en-GB", "Only €1,299.00 until 27 November 2026.")]
    [InlineData("fr-FR", "Only €1,299.00 until November 27, 2026.")]
    [InlineData(null, "Only €1,299.00 until November 27, 2026.")]
    public async Task Send_ToAReaderOfALanguage_SpeaksItOrFallsBack(string? language, string text)
    {
        await using var shop = await Shop.OpenAsync(setup => setup.Campaigns.Add(Offer));
        await shop.Runtime.SaveAsync(Shop.Profile with { Language = language }, Shop.Stop);

        Assert.IsType<SendResult.Queued>(await shop.SendAsync(OfOffer));
        await shop.DispatchAsync();

        Assert.Equal(text, Assert.Single(shop.Mail.Given).Content.Text);
    }

    [Fact]
    public async Task Send_ToACustomerWithHtmlInTheName_ShowsItAndRunsNothing()
    {
        const string Name = "<img src=x onerror=\"alert('1')\"> & Co";
        await using var shop = await Shop.OpenAsync(setup => setup.Campaigns.Add(Offer));
        await shop.Runtime.SaveAsync(Shop.Profile with { Name = Name, Language = "en" }, Shop.Stop);

        await shop.SendAsync(OfOffer);
        await shop.DispatchAsync();

        var html = Assert.Single(shop.Mail.Given).Content.Html!;
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.StartsWith(Name, WebUtility.HtmlDecode(html[(html.IndexOf('>', StringComparison.Ordinal) + 1)..]), StringComparison.Ordinal);
    }

    public static TheoryData<string, string> BadTemplates() => new()
    {
        { "Hello {{customer.nme}}", "Campaign 'offer', variant email, en, text, 1:9: found {{customer.nme}}" },
        { "Write customer.nme as {{customer.name}},\nnot as {{ customer.nme }}", "variant email, en, text, 2:11: found {{customer.nme}}" },
        { "{{customer.name2}} {{customer.nme2}} {{customer.nme}}", "text, 1:40: found {{customer.nme}}" },
        { new string('x', 10 * 1024 * 1024), "10485760 characters; at most 262144" },
        { string.Concat(Enumerable.Repeat("{{#if a}}", 10_000)), "text, 1:1: found this, expected a template that renders; '{{#'" },
        { string.Concat(Enumerable.Repeat("{", 10_000)), "text, 1:1" },
        { "{{campaign.price}} only until November 28", "text, 1:31: found \"November 28\", expected \"November 27, 2026\"" },
    };

    [Theory]
    [MemberData(nameof(BadTemplates))]
    public async Task Save_OfABadTemplate_SaysWhereAndSendsNothing(string template, string said)
    {
        await using var shop = await Shop.OpenAsync();

        var refused = await Assert.ThrowsAsync<CampaignRefusedException>(async () => await shop.Runtime.SaveAsync(Offer with { Variants = [Offer.Variants[0] with { Text = template, In = null }] }, Shop.Stop));

        Assert.Contains(refused.Problems, problem => problem.Contains(said, StringComparison.Ordinal));
        Assert.All(refused.Problems, problem => Assert.True(problem.Length < 2_000));
        await Assert.ThrowsAsync<ArgumentException>(async () => await shop.SendAsync(OfOffer));
        await shop.DispatchAsync();
        Assert.Empty(shop.Mail.Given);
    }

    [Fact]
    public async Task Start_WithABadCampaign_StartsNothing()
    {
        var start = await Assert.ThrowsAsync<OmniChannelStartException>(() => Shop.OpenAsync(setup => setup.Campaigns.Add(Offer with { Variants = [Offer.Variants[0] with { Engine = "handlebars" }] })));

        Assert.Contains(start.Problems, problem => problem.Contains("There is no template engine 'handlebars'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Send_WithoutTheLegalLineOfItsPurpose_IsRefused()
    {
        // The campaign does not say its purpose: only the message does.
        var voice = new BrandVoice { LegalLines = [new LegalLine { Purpose = Purpose.Marketing, Text = "Fjell GmbH" }] };
        await using var shop = await Shop.OpenAsync(setup => setup.Voice = voice);

        var refused = Assert.IsType<SendResult.Refused>(await shop.SendAsync());

        Assert.Equal(RefusedKind.VariantDoesNotRender, refused.Kind);
        Assert.Contains("Fjell GmbH", refused.Reason.ToString(), StringComparison.Ordinal);
        await using var other = await Shop.OpenAsync(setup => setup.Voice = new BrandVoice { LegalLines = [voice.LegalLines[0] with { Purpose = Purpose.Service }] });
        Assert.IsType<SendResult.Queued>(await other.SendAsync());
    }

    [Fact]
    public async Task Drafts_AreSentOnlyCheckedAndApproved()
    {
        var drafter = new Drafter();
        await using var shop = await Shop.OpenAsync(setup => setup.Drafter = drafter);
        var campaigns = shop.Runtime.Campaigns;
        var draft = Assert.Single(await campaigns.DraftAsync(Offer, [Channel.Email], Shop.Stop));
        Campaign With(Variant variant) => Offer with { Variants = [variant] };

        // As a draft; with an approval that it gave itself; with an error; approved and then changed: each is refused, and nothing is sent.
        var review = campaigns.Review(Offer, draft);
        var approved = campaigns.Approve(review.Checked!, "Vera").Variant;
        foreach (var bad in new[] { draft.Variant, review.Checked!.Variant, draft.Variant with { Approval = new VariantApproval { By = "itself", At = Shop.Noon, Content = "00" } }, approved with { Text = approved.Text + " And more." }, approved with { Link = "https://evil.example/" } })
        {
            var refused = await Assert.ThrowsAsync<CampaignRefusedException>(async () => await shop.Runtime.SaveAsync(With(bad), Shop.Stop));
            Assert.Contains(refused.Problems, problem => problem.Contains("drafted by writer-1", StringComparison.Ordinal));
            await Assert.ThrowsAsync<OmniChannelStartException>(() => Shop.OpenAsync(setup => setup.Campaigns.Add(With(bad))));
        }

        Assert.Null(campaigns.Review(Offer, new DraftedVariant(draft.Variant with { Text = "Only 999,00 € until {{campaign.until}}" }, "writer-1")).Checked);
        await shop.DispatchAsync();
        Assert.Empty(shop.Mail.Given);

        // What it says is what was approved, by whom and when.
        Assert.Equal(("Vera", Shop.Noon, "writer-1"), (approved.Approval!.By, approved.Approval.At, approved.DraftedBy));
        await shop.Runtime.SaveAsync(With(approved), Shop.Stop);
        Assert.IsType<SendResult.Queued>(await shop.SendAsync(OfOffer));
        await shop.DispatchAsync();
        Assert.StartsWith("Drafted: ", Assert.Single(shop.Mail.Given).Content.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draft_ThatSlippedIntoTheStore_IsStillNotSent()
    {
        // The start check is passed with a person's text; what renders is proved again at each send.
        var draft = new DraftedVariant(Offer.Variants[0], "writer-1");
        await using var shop = await Shop.OpenAsync();
        var key = OmniChannel.Storage.PartitionKey.Of(Offer.Id);
        await using (var work = await shop.Store.BeginAsync(TenantId.Default, [key], null, Shop.Stop))
        {
            await work.PutAsync(key, "campaign", 0, StoredJson.Write(Offer with { Variants = [draft.Variant] }, StoredJson.Default.Campaign), Shop.Stop);
            await work.CommitAsync(Shop.Stop);
        }

        var refused = Assert.IsType<SendResult.Refused>(await shop.SendAsync(OfOffer));

        Assert.Contains("never approved", refused.Reason.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_OfACampaign_ShowsEveryTextAndEveryFindingEscaped()
    {
        var folder = Directory.CreateTempSubdirectory("omnichannel-preview");
        try
        {
            await using var shop = await Shop.OpenAsync(setup => setup.Voice = SpringCampaign.Voice);
            var campaign = SpringCampaign.With(Channel.Sms, sms => sms with { Text = "A cheap <light> tent & more, {{campaign.price}}, {{campaign.until}}" });

            var page = await Campaigns.WritePreviewAsync(shop.Runtime.Campaigns.Preview(campaign, Shop.Profile with { Name = "<script>alert(1)</script>" }, Shop.Message), folder.FullName, Shop.Stop);

            var html = await File.ReadAllTextAsync(page, Shop.Stop);
            Assert.Equal(
                "email-de.html email-de.txt email-en.html email-en.txt index.html instagram-de.txt instagram-en.txt push-de.txt push-en.txt sms-de.txt sms-en.txt web-push-de.txt web-push-en.txt",
                string.Join(' ', folder.GetFiles().Select(file => file.Name).Order(StringComparer.Ordinal)));
            Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("src=\"http", html, StringComparison.OrdinalIgnoreCase);
            Assert.Equal(10, html.Split("<article ").Length - 1);
            var sms = html[html.IndexOf("id=\"sms-en\"", StringComparison.Ordinal)..html.IndexOf("id=\"sms-de\"", StringComparison.Ordinal)];
            Assert.Contains("A cheap &lt;light&gt; tent &amp; more, €1,299.00, November 27, 2026", sms, StringComparison.Ordinal);
            Assert.Contains("found &quot;cheap*&quot;, expected not this word", sms, StringComparison.Ordinal);
            Assert.Contains("Bis zum 27. November 2026 kostet unser Zelt Fjell 1.299,00 €.", await File.ReadAllTextAsync(Path.Combine(folder.FullName, "email-de.txt"), Shop.Stop), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private sealed class Drafter : IVariantDrafter
    {
        public ValueTask<IReadOnlyList<DraftedVariant>> DraftAsync(DraftRequest request, CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<DraftedVariant>>(
            [.. request.Channels.Select(channel => new DraftedVariant(new Variant { Channel = channel.Channel, Text = "Drafted: {{campaign.price}} until {{campaign.until}}", Subject = "Draft" }, "writer-1"))]);
    }
}
