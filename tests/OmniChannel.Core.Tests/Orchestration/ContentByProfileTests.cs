namespace OmniChannel.Tests.Orchestration;

/// <summary>What is known of the customer, in the texts that are sent: profile, persona, stage, and the host's own facts, stated or answered.</summary>
public sealed class ContentByProfileTests
{
    private static readonly TextFact Often = Facts.Custom.Text("often", "How often they run.");
    private static readonly FlagFact Vip = Facts.Custom.Flag("vip", "Whether they are dear to us.");
    private static readonly OrderedFact<int> Points = Facts.Custom.Number("points", "What they have collected.", 0, 1_000_000);
    private static readonly OrderedFact<Money> Credit = Facts.Custom.Money("credit", "What we owe them.", "EUR");
    private static readonly OrderedFact<int> Risk = Facts.Custom.Rate("risk", "By channel.", perChannel: true);

    private static readonly Persona Camper = new() { Id = new("camper"), Name = "Camper", Channels = new Dictionary<Channel, int>(), When = Points > 1000 };

    private static readonly Survey Shoes = new()
    {
        Id = new("shoes"),
        Title = "One question",
        Questions = [SurveyQuestion.SingleChoice("often", "How often?", SurveyOption.Of("never", "Never"), SurveyOption.Of("daily", "Every day")) with { Fact = Often }],
    };

    private static readonly CustomerProfile Known = Shop.Profile with
    {
        Language = "de-DE",
        Country = "DE",
        Stage = FunnelStage.Loyalty,
        Attributes = FactSet.Empty.With(Vip, true).With(Points, 12_345).With(Credit, Money.Of(1299.5m, "EUR")).With(Risk, 5, Channel.Email),
    };

    [Fact]
    public async Task Send_OfATextByProfile_SaysWhatIsKnownAsTheCultureWritesIt()
    {
        await using var shop = await OpenAsync("{{customer.country}} {{customer.persona}} {{customer.stage}} {{customer.custom.vip}} {{customer.custom.points}} {{customer.custom.credit}} {{customer.custom.often}}");
        await shop.Runtime.SaveAsync(Known, Shop.Stop);
        await shop.Runtime.Surveys.AnswerAsync(Shoes.Id, "often", "2", new SurveyReply { Customer = Shop.Anna, At = shop.Clock.GetUtcNow(), Source = "/sms" }, Shop.Stop);

        Assert.IsType<SendResult.Queued>(await shop.SendAsync());
        await shop.DispatchAsync();

        Assert.Equal("DE camper loyalty true 12.345 1.299,50 € daily", Assert.Single(shop.Mail.Given).Content.Text);
    }

    [Fact]
    public async Task Send_OfAFactWithHtml_ShowsItAndRunsNothing()
    {
        await using var shop = await OpenAsync("{{customer.custom.often}}", "<p>{{customer.custom.often}}</p>");
        await shop.Runtime.SaveAsync(Known with { Attributes = FactSet.Empty.With(Often, "<b>never</b>") }, Shop.Stop);

        await shop.SendAsync();
        await shop.DispatchAsync();

        Assert.Equal("<p>&lt;b&gt;never&lt;/b&gt;</p>", Assert.Single(shop.Mail.Given).Content.Html);
    }

    [Theory]
    [InlineData("{{customer.country}}", "There is no value for {{customer.country}}; the customer's profile has none")]
    [InlineData("{{customer.persona}}", "There is no value for {{customer.persona}}; the customer is like no persona")]
    [InlineData("{{customer.custom.often}}", "There is no value for {{customer.custom.often}}; neither the profile's Attributes nor an answer states it")]
    [InlineData("{{customer.custom.risk}}", "There is no value for {{customer.custom.risk}}")]
    public async Task Send_OfWhatIsNotKnown_IsRefusedBeforeAnythingIsStored(string text, string problem)
    {
        await using var shop = await OpenAsync(text);
        await shop.Runtime.SaveAsync(Shop.Profile with { Country = null, Attributes = FactSet.Empty.With(Points, 7).With(Risk, 5, Channel.Email) }, Shop.Stop);

        var refused = Assert.IsType<SendResult.Refused>(await shop.SendAsync());

        Assert.Equal(RefusedKind.VariantDoesNotRender, refused.Kind);
        Assert.Contains(problem, refused.Reason.ToString(), StringComparison.Ordinal);
    }

    /// <summary>A persona asks the points: whoever writes them wrongly is told before anything is sent.</summary>
    [Fact]
    public async Task Start_WithATextOfAFactThatNobodyStates_IsRefusedWithItsPlace()
    {
        var refused = await Assert.ThrowsAsync<OmniChannelStartException>(() => OpenAsync("Dear customer,\nyou have {{customer.custom.pionts}}."));

        var problem = Assert.Single(refused.Problems);
        Assert.Contains("did you mean {{customer.custom.points}}?", problem, StringComparison.Ordinal);
        Assert.Contains("2:12", problem.Replace("line 2, column 12", "2:12", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    /// <summary>Far from every name: a schema says that there are no others.</summary>
    [Fact]
    public async Task Start_WithASchema_RefusesAFactThatItDoesNotDeclare_WithItsPlace()
    {
        var refused = await Assert.ThrowsAsync<OmniChannelStartException>(() => Shop.OpenAsync(setup =>
        {
            setup.Campaigns.Clear();
            setup.Campaigns.Add(Told("Dear customer,\nyour size is {{customer.custom.shoeSize}}.", null));
            setup.PolicySource = PolicySource.Of(DefaultPolicy.Instance, FactSchema.BuiltIn.With(Points, Credit));
        }));

        var problem = Assert.Single(refused.Problems);
        Assert.Contains("declared are {{customer.custom.credit}}, {{customer.custom.points}}", problem, StringComparison.Ordinal);
        Assert.Contains("2:16", problem, StringComparison.Ordinal);
    }

    /// <summary>Without a schema a host may state what nobody declared: said in the log, with its place, and nothing is sent to whom it lacks.</summary>
    [Fact]
    public async Task Start_WithoutASchema_WarnsOfAFactThatNothingKnows_WithItsPlace()
    {
        var log = new LogLines();
        await using var shop = await OpenAsync("Dear customer,\nyour size is {{customer.custom.shoeSize}}.", log: log);

        var said = Assert.Single(log.All, line => line.Contains("shoeSize", StringComparison.Ordinal));
        Assert.Contains("2:16", said, StringComparison.Ordinal);
        Assert.Contains("known are {{customer.custom.often}}, {{customer.custom.points}}", said, StringComparison.Ordinal);
        Assert.Equal(RefusedKind.VariantDoesNotRender, Assert.IsType<SendResult.Refused>(await shop.SendAsync()).Kind);
    }

    [Theory]
    [InlineData("{{customer.custom.pionts}}", "did you mean {{customer.custom.points}}?")]
    [InlineData("{{customer.custom.shoeSize}}", "declared are {{customer.custom.credit}}, {{customer.custom.points}}")]
    [InlineData("{{customer.custom.risk}}", "declared are")]
    public void Check_WithASchema_FindsWhatItDoesNotDeclare(string text, string fix)
    {
        var found = Assert.Single(CampaignCheck.Check(Told(text, null), facts: FactSchema.BuiltIn.With(Points, Credit, Risk)));

        Assert.Equal((CampaignFindingCode.UnknownPath, DiagnosticSeverity.Error), (found.Code, found.Severity));
        Assert.Contains(fix, found.Fix, StringComparison.Ordinal);
        Assert.Empty(CampaignCheck.Check(Told("{{customer.custom.points}} {{customer.custom.credit}}", null), facts: FactSchema.BuiltIn.With(Points, Credit)));
        Assert.Empty(CampaignCheck.Check(Told(text, null)));
    }

    [Fact]
    public async Task Preview_OfASample_ShowsWhatItsProfileFits()
    {
        await using var shop = await OpenAsync("{{customer.persona}} {{customer.stage}} {{customer.custom.credit}}");

        var text = shop.Runtime.Campaigns.Preview(Told("{{customer.persona}} {{customer.stage}} {{customer.custom.credit}}", null), Known, Shop.Message).Texts.First(one => one.Channel == Channel.Email);

        Assert.Equal(("camper loyalty 1.299,50 €", ""), (text.Content?.Text, string.Join(' ', text.Problems)));
    }

    private static Campaign Told(string text, string? html) => Shop.Campaign with { Culture = new Culture("de"), Variants = [new Variant { Channel = Channel.Email, Subject = "For you", Text = text, Html = html }] };

    private static Task<Shop> OpenAsync(string text, string? html = null, LogLines? log = null) => Shop.OpenAsync(setup =>
    {
        setup.Logging = log ?? setup.Logging;
        setup.Campaigns.Clear();
        setup.Campaigns.Add(Told(text, html));
        setup.Personas.Add(Camper);
        setup.Surveys.Add(Shoes);
    });
}
