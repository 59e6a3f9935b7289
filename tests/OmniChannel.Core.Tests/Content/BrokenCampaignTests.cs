namespace OmniChannel.Tests.Content;

/// <summary>Campaigns that are broken in one place each: exactly that is found, and where.</summary>
public sealed class BrokenCampaignTests
{
    [Fact]
    public void Check_OfTheWholeCampaign_FindsNothing() => Assert.Empty(SpringCampaign.Check(SpringCampaign.Whole));

    [Fact]
    public void Check_WithAPriceChangedOnOneChannel_FindsItAtItsPlace()
    {
        var campaign = SpringCampaign.With(Channel.Sms, sms => sms with { In = SpringCampaign.In("Leichtes Zelt Fjell\nnur 1.199,00 € (statt {{campaign.price}}) bis {{campaign.until}}") });

        var found = Assert.Single(SpringCampaign.Check(campaign));

        Assert.Equal("Campaign 'spring', variant sms, de, text, 2:5: found \"1.199,00 €\", expected \"1.299,00 €\"; write {{campaign.price}}, or add what is meant to the campaign's facts as an optional one.", found.ToString());
        Assert.Equal((CampaignFindingCode.FactDiffers, DiagnosticSeverity.Error), (found.Code, found.Severity));
    }

    [Fact]
    public void Check_WithALinkOnInstagram_FindsItAtItsPlace()
    {
        var campaign = SpringCampaign.With(Channel.Instagram, post => post with { Link = "https://fjell.example/tent" });

        // Both languages carry it; the German text inherits it from the variant and is not told again.
        var found = Assert.Single(SpringCampaign.Check(campaign));

        Assert.Equal((CampaignFindingCode.ChannelMisfit, VariantFindingCode.LinkNotAllowed, Channel.Instagram, ContentPlace.Of(ContentPart.Link)), (found.Code, found.Misfit, found.Channel, found.Place));
        Assert.Equal(DiagnosticSeverity.Error, found.Severity);
    }

    [Fact]
    public void Check_WithASmsOfFourParts_FindsItAtItsPlace()
    {
        var campaign = SpringCampaign.With(Channel.Sms, sms => sms with { Text = sms.Text + string.Concat(Enumerable.Repeat(" It is light to carry, and lighter still to put up in the rain.", 7)) });

        var found = Assert.Single(SpringCampaign.Check(campaign));

        Assert.Equal("Campaign 'spring', variant sms, en, text: found 4 SMS parts, expected at most 3; shorten it.", found.ToString());
        Assert.Equal((CampaignFindingCode.SmsTooManyParts, DiagnosticSeverity.Warning), (found.Code, found.Severity));
    }

    [Fact]
    public void Check_WithATextPasted_FindsItAtItsPlace()
    {
        var sms = SpringCampaign.Whole.Variants.Single(variant => variant.Channel == Channel.Sms);
        var campaign = SpringCampaign.With(Channel.Instagram, post => post with { Text = sms.Text.ToUpperInvariant().Replace("{{CAMPAIGN.", "{{campaign.", StringComparison.Ordinal).Replace("PRICE}", "price}", StringComparison.Ordinal).Replace("UNTIL}", "until}", StringComparison.Ordinal).Replace("CODE}", "code}", StringComparison.Ordinal) });

        var found = CampaignCheck.Check(campaign, SpringCampaign.Voice with { AllCaps = true });

        Assert.Equal("Campaign 'spring', variant instagram, en, text, 1:1: found the text of sms (100 % alike), expected a text made for this channel; say the same in the words and the length of this channel, or make both of one ShortText.", Assert.Single(found).ToString());
    }

    [Fact]
    public void Check_WithALanguageMissingOnOneChannel_FindsItAtItsPlace()
    {
        var campaign = SpringCampaign.With(Channel.Instagram, post => post with { In = null });

        var found = Assert.Single(SpringCampaign.Check(campaign));

        Assert.Equal("Campaign 'spring', variant instagram, de: found no text in de; its readers get en, expected one in de, or in what it falls back to; add the text to the variant's In[de].", found.ToString());
        Assert.Equal((CampaignFindingCode.CultureMissing, SpringCampaign.German), (found.Code, found.Culture));
    }

    [Fact]
    public void Check_WithADayThatDiffersInHtml_FindsItsLineAndColumn()
    {
        var campaign = SpringCampaign.With(Channel.Email, mail => mail with { Html = "<p>{{campaign.price}} until\n<b>November&nbsp;28</b></p><p>Fjell GmbH, Berlin</p>" });

        var found = Assert.Single(SpringCampaign.Check(campaign));

        Assert.Equal((CampaignFindingCode.FactDiffers, "html", 2, 4), (found.Code, found.Place.ToString(), found.Line, found.Column));
    }

    [Fact]
    public void Check_WithACodeThatDiffers_FindsIt()
    {
        var campaign = SpringCampaign.With(Channel.Sms, sms => sms with { Text = "Light: {{campaign.price}} until {{campaign.until}}: code SPRING25" });

        Assert.Equal("variant sms, en, text, 1:58: found \"SPRING25\", expected \"SPRING20\"", Assert.Single(SpringCampaign.Check(campaign)).ToString()[19..].Split(';')[0]);
    }

    [Fact]
    public void Check_WithoutAFact_FindsWhereItIsMissing()
    {
        var campaign = SpringCampaign.With(Channel.Sms, sms => sms with { Text = "Light: {{campaign.price}}" });

        var found = Assert.Single(SpringCampaign.Check(campaign));

        Assert.Equal((CampaignFindingCode.FactMissing, DiagnosticSeverity.Warning, "no until"), (found.Code, found.Severity, found.Found));
    }

    [Fact]
    public void Check_WithoutAVariantForAPlannedChannel_FindsIt()
    {
        var campaign = SpringCampaign.Whole with { Variants = [.. SpringCampaign.Whole.Variants.Where(variant => variant.Channel != Channel.Push)] };

        var found = Assert.Single(SpringCampaign.Check(campaign));

        Assert.Equal((CampaignFindingCode.VariantMissing, (Channel?)Channel.Push), (found.Code, found.Channel));
    }

    [Fact]
    public void Check_WithoutTheLegalLine_FindsWhatKeepsItFromBeingSent()
    {
        var campaign = SpringCampaign.With(Channel.Email, mail => mail with { Html = "<p>{{campaign.price}} {{campaign.until}}</p>" });

        var found = Assert.Single(SpringCampaign.Check(campaign));

        Assert.Equal((CampaignFindingCode.LegalLineMissing, DiagnosticSeverity.Error, "html"), (found.Code, found.Severity, found.Place.ToString()));
    }

    [Theory]
    [InlineData("A cheaper light tent, {{campaign.price}}, {{campaign.until}}", CampaignFindingCode.ForbiddenWord, 1, 3)]
    [InlineData("A heavy tent, {{campaign.price}}, {{campaign.until}}", CampaignFindingCode.ToneWordMissing, null, null)]
    [InlineData("A light tent! {{campaign.price}}!\n{{campaign.until}}!", CampaignFindingCode.Style, 1, 33)]
    [InlineData("A LIGHT tent, {{campaign.price}}, {{campaign.until}}", CampaignFindingCode.Style, 1, 3)]
    [InlineData("A light tent ⛺, {{campaign.price}}, {{campaign.until}}", CampaignFindingCode.Style, 1, 14)]
    public void Check_WithAWordOutOfTone_FindsItsPlace(string text, CampaignFindingCode code, int? line, int? column)
    {
        var found = Assert.Single(SpringCampaign.Check(SpringCampaign.With(Channel.Sms, sms => sms with { Text = text })));

        Assert.Equal((code, line, column), (found.Code, found.Line, found.Column));
    }

    [Theory]
    [InlineData("Ein leichtes Zelt für Sie, {{campaign.price}}, {{campaign.until}}", true)]
    [InlineData("Leichtes Zelt. Sie sind da: {{campaign.price}}, {{campaign.until}}", false)]
    [InlineData("Ein leichtes Zelt für dich, {{campaign.price}}, {{campaign.until}}", false)]
    public void Check_OfHowCustomersAreAddressed_FindsTheOtherWay(string german, bool isFound)
    {
        var found = SpringCampaign.Check(SpringCampaign.With(Channel.Sms, sms => sms with { In = SpringCampaign.In(german) }));

        Assert.Equal(isFound ? [CampaignFindingCode.Style] : [], found.Select(one => one.Code));
    }

    [Fact]
    public void Check_OnlyOnChannelsWithAReplyWindow_SaysThatNobodyElseIsReached()
    {
        var campaign = new Campaign { Id = new("hello"), Name = "Hello", Variants = [new Variant { Channel = Channel.WhatsApp, Text = "Hello" }] };

        Assert.Equal(CampaignFindingCode.ReplyWindowOnly, Assert.Single(CampaignCheck.Check(campaign)).Code);
    }

    [Fact]
    public void Check_OfAnImageThatIsTooLarge_SaysHowMuch()
    {
        var campaign = SpringCampaign.With(Channel.Email, mail => mail);
        campaign = campaign with
        {
            Channels = null,
            Variants = [.. campaign.Variants, new Variant { Channel = Channel.WhatsApp, Text = "Leave the heavy one at home, take this light one for {{campaign.price}} while it lasts ({{campaign.until}})", Image = "https://fjell.example/tent.jpg", ImageSize = new ImageSize { Bytes = 6_000_000 }, In = SpringCampaign.In("Lass das schwere daheim, nimm das leichte für {{campaign.price}}, solange es da ist ({{campaign.until}})") }],
        };

        var found = Assert.Single(SpringCampaign.Check(campaign));

        Assert.Equal((VariantFindingCode.ImageTooLarge, "6000000 bytes"), (found.Misfit, found.Found));
    }

    [Theory]
    [InlineData("price", "priec", "{{campaign.priec}}")]
    [InlineData("price", "Price", "{{campaign.Price}}")]
    public void Check_OfAnUnknownPath_NamesTheOneThatIsMeant(string meant, string written, string found)
    {
        var finding = SpringCampaign.Check(SpringCampaign.With(Channel.Sms, sms => sms with { Text = $"Light: {{{{campaign.{written}}}}} €1,299.00 {{{{campaign.until}}}}" })).Single(one => one.Code == CampaignFindingCode.UnknownPath);

        Assert.Equal((DiagnosticSeverity.Error, found, 1, 10), (finding.Severity, finding.Found, finding.Line, finding.Column));
        Assert.Contains($"did you mean {{{{campaign.{meant}}}}}", finding.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_OfAFactThatCannotBeNamed_SaysWhy()
    {
        var campaign = SpringCampaign.Whole with { Facts = [.. SpringCampaign.Whole.Facts!, CampaignFact.OfWords("name", "x") with { IsOptional = true }, new CampaignFact { Name = "a b", IsOptional = true }] };

        Assert.Equal(
            ["another fact named 'name'", "fact 'a b' with 0 values", "a fact named 'a b'"],
            SpringCampaign.Check(campaign).Where(found => found.Code == CampaignFindingCode.FactInvalid).Select(found => found.Found));
    }
}
