namespace OmniChannel.Tests.Policies.Verification;

/// <summary>Each code by a policy that has it, and a sound policy that has none.</summary>
public sealed class PolicyVerifierTests
{
    private static readonly PolicyContext Shop = new()
    {
        Accounts = [Channel.Email, Channel.Sms, Channel.Push],
        Personas = [Buyer("teen"), Buyer("parent")],
        Campaigns = [Campaign("spring", null, Channel.Email, Channel.Sms, Channel.Push)],
    };

    [Fact]
    public void Verify_DefaultPolicy_FindsNothing() => Assert.Empty(PolicyVerifier.Verify(DefaultPolicy.Instance).Findings);

    [Fact]
    public void Verify_FactOutsideTheSchema_IsAnError()
    {
        var mine = Facts.Custom.Number("loyalty", "Points.", 0, 9);
        var policy = Policy.Named("p").Score(Channel.Sms, 5, mine > 3, "x").Score(Channel.Sms, 5, Facts.Custom.Flag("vip", "Dear.") == Facts.Custom.Flag("vip", "Dear.") ? Facts.OnSite : Facts.InApp, "y").OtherwiseBest();

        var found = Only(policy, "OC2001", Shop with { Facts = FactSchema.BuiltIn.With(Facts.Custom.Number("loyaltyy", "Points.", 0, 9)) });
        Assert.Contains("Did you mean custom.loyaltyy?", found.Fix, StringComparison.Ordinal);
        Assert.Equal(DiagnosticSeverity.Error, found.Severity);
        Assert.Equal("rules[0]", found.Place.Path);

        Assert.Contains("declares differently", Only(policy, "OC2001", Shop with { Facts = FactSchema.BuiltIn.With(Facts.Custom.Number("loyalty", "Points.", 0, 10)) }).Found, StringComparison.Ordinal);
        Assert.DoesNotContain(PolicyVerifier.Verify(policy, Shop with { Facts = FactSchema.BuiltIn.With(mine) }).Findings, one => one.Code == "OC2001");
    }

    [Fact]
    public void Verify_MistypedChannel_AsksWhetherTheNearOneWasMeant()
    {
        var found = Only(Policy.Named("p").Exclude(new Channel("emial"), Facts.OnSite, "x").OtherwiseBest(), "OC2002");

        Assert.Equal(DiagnosticSeverity.Error, found.Severity);
        Assert.Contains("Did you mean email?", found.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tv", "reaches no single person")]
    [InlineData("whatsapp", "has no account")]
    public void Verify_PlanOnAChannelThatCannotBeSentOn_SaysWhatItLacks(string channel, string why) =>
        Assert.Contains(why, Only(Policy.Named("p").FirstOf([new Channel(channel), Channel.Email], Facts.OnSite, "x").OtherwiseBest(), "OC2003").Why, StringComparison.Ordinal);

    [Fact]
    public void Verify_ScoreOnAChannelWithoutVariant_SaysSo() => Assert.Contains(
        "no campaign has a variant",
        Only(Policy.Named("p").Score(Channel.Push, 5, Facts.OnSite, "x").OtherwiseBest(), "OC2003", Shop with { Campaigns = [Campaign("spring", null, Channel.Email)] }).Why,
        StringComparison.Ordinal);

    [Fact]
    public void Verify_PersonaThatNobodyRegistered_AsksWhetherTheNearOneWasMeant() => Assert.Equal(
        "Did you mean \"teen\"?", Only(Policy.Named("p").Score(Channel.Push, 5, Facts.Persona == new PersonaId("teeen"), "x").OtherwiseBest(), "OC2004").Fix);

    [Fact]
    public void Verify_PolicyThatSendsNothing_IsAnError()
    {
        Assert.Equal(DiagnosticSeverity.Error, Only(Policy.Named("p").OtherwiseNothing(), "OC2005").Severity);
        Assert.Contains("None of its plans", Only(Policy.Named("p").FirstOf([Channel.Email], Facts.Channel == Channel.Email, "x").OtherwiseNothing(), "OC2005").Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_PartsThatExcludeEachOther_AreNamedAlone()
    {
        var found = Only(Policy.Named("p").Score(Channel.Sms, 5, Facts.OnSite & Facts.Customer.Age < 18 & Facts.InStore & Facts.Customer.Age > 65, "x").OtherwiseBest(), "OC2101");

        Assert.Equal("customer.age < 18 and customer.age > 65 exclude each other. customer.age is 0 to 150.", found.Why);
    }

    [Fact]
    public void Verify_NumberOutsideItsRange_NamesTheRange() => Assert.Equal(
        "message.urgency > urgency.critical never holds. message.urgency is 0 to 3.",
        Only(Policy.Named("p").FirstOf([Channel.Sms], Facts.Urgency > (Urgency)3, "x").OtherwiseBest(), "OC2101").Why);

    [Fact]
    public void Verify_PlanOverAChannelFact_SaysThatItIsAbsentThere() => Assert.Contains(
        "judged before the channels", Only(Policy.Named("p").FirstOf([Channel.Sms], Facts.History.Deliveries > 3, "x").OtherwiseBest(), "OC2101").Why, StringComparison.Ordinal);

    [Fact]
    public void Verify_ExclusionThatOnlyMissingFactsFire_SaysSo() => Assert.Equal(0, Only(Policy.Named("p").Exclude(Channel.Sms, Facts.Customer.Age > 150, "x").OtherwiseBest(), "OC2102").Place.Index);

    [Fact]
    public void Verify_RuleThatClosesAChannel_SaysForWhich() => Assert.Contains(
        "takes sms out for everybody", Only(Policy.Named("p").Require(Channel.Sms, Facts.Customer.Age > 18 & Facts.Customer.Age < 12, "x").OtherwiseBest(), "OC2103").Found, StringComparison.Ordinal);

    [Fact]
    public void Verify_ExclusionWithinTwoEarlierOnes_NamesBoth()
    {
        var found = Only(
            Policy.Named("p")
                .Exclude(Channel.Sms, Facts.OnSite, "elsewhere")
                .Exclude(Channel.Sms, Facts.Customer.Age.IsKnown & Facts.Customer.Age < 18, "minors")
                .Exclude(Channel.Sms, Facts.Customer.Age.IsKnown & Facts.Customer.Age >= 18 & Facts.Customer.Age < 30, "young")
                .Exclude(Channel.Sms, Facts.Customer.Age.IsKnown & Facts.Customer.Age > 10 & Facts.Customer.Age < 25, "twens")
                .OtherwiseBest(),
            "OC2201");

        Assert.Equal(3, found.Place.Index);
        Assert.Equal([1, 2], found.Related.Select(place => place.Index));
    }

    [Fact]
    public void Verify_PlanBehindAWiderOne_IsNeverTaken() => Assert.Equal(
        1,
        Only(Policy.Named("p").FirstOf([Channel.Email], Facts.Purpose != Purpose.Marketing, "x").FirstOf([Channel.Sms], Facts.Purpose == Purpose.Transactional & Facts.OnSite, "y").OtherwiseBest(), "OC2202").Place.Index);

    [Fact]
    public void Verify_PointsForAChannelThatIsOut_NeverCount() => Assert.Equal(
        [0], Only(Policy.Named("p").Exclude(Channel.Sms, Facts.OnSite, "x").Score(Channel.Sms, 9, Facts.OnSite & Facts.InApp, "y").OtherwiseBest(), "OC2203").Related.Select(place => place.Index));

    [Fact]
    public void Verify_RequiredAndExcluded_IsAContradiction()
    {
        var found = Only(Policy.Named("p").Require(Channel.Sms, Facts.OnSite, "x").Exclude(Channel.Email, Facts.InApp, "other").Exclude(Channel.Sms, Facts.OnSite, "y").OtherwiseBest(), "OC2301");

        Assert.Equal("rule 1 (\"x\")", Assert.Single(found.Related).ToString());
        Assert.Equal(2, found.Place.Index);
    }

    [Fact]
    public void Verify_StageThatEveryChannelLeavesOut_IsAGapWithAWitness()
    {
        var found = Only(
            Policy.Named("p")
                .Exclude([Channel.Sms, Channel.Push], Facts.Stage.In(FunnelStage.Advocacy, FunnelStage.Loyalty), "not to those who have bought")
                .Require(Channel.Email, Facts.Stage != FunnelStage.Advocacy, "nor mail")
                .OtherwiseBest(),
            "OC2302");

        Assert.Equal(DiagnosticSeverity.Warning, found.Severity);
        Assert.Equal("\"advocacy\"", Assert.Single(found.Witness).Value);
        Assert.Equal([0, 1], found.Related.Select(place => place.Index));
    }

    [Fact]
    public void Verify_PersonaAtAnHour_IsAGapOfBoth()
    {
        var found = Only(
            Policy.Named("p")
                .Exclude([Channel.Sms, Channel.Push], Facts.Now.LocalMinute.IsKnown & Facts.Now.LocalMinute < 480, "asleep")
                .Exclude(Channel.Email, Facts.Persona.IsKnown & Facts.Persona == new PersonaId("teen"), "they read none")
                .OtherwiseBest(),
            "OC2302");

        Assert.Equal("No channel can ever be chosen where customer.persona is \"teen\" and now.minute is 0 to 479.", found.Found);
    }

    [Fact]
    public void Verify_RuleForEveryChannel_IsMeant() => Assert.Equal(
        DiagnosticSeverity.Info, Only(Policy.Named("p").Exclude([], Facts.Stage == FunnelStage.Advocacy, "they need no mail").OtherwiseBest(), "OC2302").Severity);

    [Fact]
    public void Verify_NoChannelForAnybody_IsAnError() => Assert.Equal(
        DiagnosticSeverity.Error,
        Only(Policy.Named("p").Require([Channel.Sms, Channel.Push, Channel.Email], Facts.OnSite, "x").Exclude([Channel.Sms, Channel.Push, Channel.Email], Facts.OnSite, "y").OtherwiseBest(), "OC2302").Severity);

    [Fact]
    public void Verify_SomebodyWhomEveryChannelLeavesOut_IsShown()
    {
        var found = Only(Policy.Named("p").Exclude([Channel.Sms, Channel.Push], Facts.OnSite, "x").Exclude(Channel.Email, Facts.AgentsFree > 2, "y").OtherwiseBest(), "OC2303");

        Assert.Equal("agents.free = 3, presence.site = true", string.Join(", ", found.Witness.Select(fact => $"{fact.Key} = {fact.Value}")));
    }

    [Fact]
    public void Verify_CampaignOnOneChannel_IsJudgedByItself() => Assert.Equal(
        "campaign 'texts'",
        Only(Policy.Named("p").Exclude(Channel.Sms, Facts.Stage == FunnelStage.Loyalty, "x").OtherwiseBest(), "OC2302", Shop with { Campaigns = [.. Shop.Campaigns, Campaign("texts", null, Channel.Sms)] }).Place.ToString());

    [Fact]
    public void Verify_QuietWindowsThatJoin_LeaveNoHoleAndNoHour()
    {
        var found = Only(Policy.Named("p").QuietHours(new QuietHours { From = new TimeOnly(8, 0), Until = new TimeOnly(21, 0) }).OtherwiseBest(), "OC2401");

        Assert.Contains("push and sms", found.Found, StringComparison.Ordinal);
        Assert.DoesNotContain(PolicyVerifier.Verify(Policy.Named("p").OtherwiseBest(), Shop).Findings, one => one.Code.StartsWith("OC24", StringComparison.Ordinal));
    }

    [Fact]
    public void Verify_WeekendAndNights_LeaveTheHoleOfMondayMorning()
    {
        var found = Only(Weekend(DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday), "OC2402");

        Assert.Contains("Monday 00:00 to Monday 09:00", found.Found, StringComparison.Ordinal);
        Assert.Equal("1", found.Witness["now.weekday"]);
        Assert.Equal("0", found.Witness["now.minute"]);
        Assert.DoesNotContain(PolicyVerifier.Verify(Weekend(DayOfWeek.Sunday, DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday), Shop).Findings, one => one.Code == "OC2402");
    }

    [Fact]
    public void Verify_MinuteBeforeMidnight_IsAHole() => Assert.All(
        Findings(Policy.Named("p").WithoutSafeQuietHours().QuietHours(new QuietHours { From = new TimeOnly(21, 0), Until = new TimeOnly(23, 59) }).QuietHours(new QuietHours { From = default, Until = new TimeOnly(8, 0) }).OtherwiseBest(), "OC2402"),
        hole => Assert.Contains("23:59 to", hole.Found, StringComparison.Ordinal));

    [Fact]
    public void Verify_WindowWithinTheSafeOne_ChangesNothing() => Assert.Contains(
        "safe default", Only(Policy.Named("p").QuietHours(new QuietHours { From = new TimeOnly(23, 0), Until = new TimeOnly(7, 0) }).OtherwiseBest(), "OC2403").Why, StringComparison.Ordinal);

    [Fact]
    public void Verify_FiveADayBesideThreeAWeek_IsNeverReached()
    {
        var found = Only(Policy.Named("p").WithoutSafeCaps().Cap(3, TimeSpan.FromDays(7)).Cap(5, TimeSpan.FromDays(1)).OtherwiseBest(), "OC2501");

        Assert.Equal(1, found.Place.Index);
        Assert.Equal(0, Assert.Single(found.Related).Index);
    }

    [Theory]
    [InlineData(1, 24, 7, 168, true)]
    [InlineData(1, 24, 6, 168, false)]
    [InlineData(2, 24, 14, 168, true)]
    [InlineData(2, 24, 13, 168, false)]
    [InlineData(1, 25, 7, 168, true)]
    [InlineData(3, 168, 3, 24, true)]
    [InlineData(3, 168, 2, 24, false)]
    public void Verify_TwoRollingCaps_TellsWhichIsNeverReached(int max, int hours, int otherMax, int otherHours, bool isNever)
    {
        var findings = PolicyVerifier.Verify(Policy.Named("p").WithoutSafeCaps().Cap(max, TimeSpan.FromHours(hours)).Cap(otherMax, TimeSpan.FromHours(otherHours)).OtherwiseBest(), Shop).Findings;

        Assert.Equal(isNever, findings.Any(one => one.Code == "OC2501" && one.Place.Index == 1));
        Assert.DoesNotContain(findings, one => one.Code == "OC2501" && one.Place.Index == 0);
    }

    [Fact]
    public void Verify_CapThatIsWaived_HidesNoOther()
    {
        var waived = new FrequencyCap { Max = 3, Window = new CapWindow.Rolling { Length = TimeSpan.FromDays(7) }, WaivedFrom = Urgency.High };
        var policy = Policy.Named("p").WithoutSafeCaps().Cap(waived).Cap(5, TimeSpan.FromDays(1)).OtherwiseBest();

        Assert.DoesNotContain(PolicyVerifier.Verify(policy, Shop).Findings, one => one.Code == "OC2501");
    }

    [Fact]
    public void Verify_CapOfZero_ClosesWhatItCounts() => Assert.Equal(2, Only(Policy.Named("p").Cap(0, TimeSpan.FromDays(1)).OtherwiseBest(), "OC2502").Place.Index);

    [Fact]
    public void Verify_BudgetBelowEveryCost_IsAnErrorAndBelowSomeAWarning()
    {
        var policy = Policy.Named("p").OtherwiseBest();
        var dear = ChannelDefinitions.Find(Channel.Sms)! with { Capabilities = ChannelDefinitions.Find(Channel.Sms)!.Capabilities with { CostPerMessage = Money.Of(0.07m, "EUR") } };
        var shop = Shop with { Channels = [.. ChannelDefinitions.All, dear] };

        Assert.Equal(DiagnosticSeverity.Error, Only(policy, "OC2601", shop with { Campaigns = [Campaign("s", Money.Of(0.05m, "EUR"), Channel.Sms)] }).Severity);
        Assert.Contains("another currency", Only(policy, "OC2601", shop with { Campaigns = [Campaign("s", Money.Of(5, "USD"), Channel.Sms)] }).Why, StringComparison.Ordinal);
        Assert.DoesNotContain(PolicyVerifier.Verify(policy, shop with { Campaigns = [Campaign("s", Money.Of(0.07m, "EUR"), Channel.Sms)] }).Findings, one => one.Code == "OC2601");
    }

    [Fact]
    public void Verify_ExclusionOverAFactThatMayBeMissing_AsksForAGuard()
    {
        var bare = Only(Policy.Named("p").Exclude(Channel.Sms, Facts.Cart.Total < Money.Of(20, "EUR") & Facts.Customer.HasBought, "x").OtherwiseBest(), "OC2801");

        Assert.Equal(DiagnosticSeverity.Warning, bare.Severity);
        Assert.Contains("has(cart.total) &&", bare.Fix, StringComparison.Ordinal);
        Assert.DoesNotContain(
            PolicyVerifier.Verify(Policy.Named("p").Exclude(Channel.Sms, Facts.Cart.Total.IsKnown & Facts.Cart.Total < Money.Of(20, "EUR"), "x").OtherwiseBest(), Shop).Findings,
            one => one.Code == "OC2801");
    }

    [Fact]
    public void Verify_RuleThatComparesFactsWithFacts_IsNotDecidedAndSaysSo() => Assert.Equal(
        DiagnosticSeverity.Info,
        Only(Policy.Named("p").ExcludeWithin([Channel.Sms], Facts.Now.LocalMinute, SmallWorld.Level, SmallWorld.Budget, Condition.Always, "x").OtherwiseBest(), "OC2901").Severity);

    [Fact]
    public void Verify_AThousandRules_IsDoneAndSaysWhatItLeftOut()
    {
        var policy = Policy.Named("p");
        for (var i = 0; i < 1000; i++)
        {
            var (low, stage) = (i % 97, i % 2 == 0 ? FunnelStage.Loyalty : FunnelStage.Awareness);
            policy.Exclude(Channel.Sms, Facts.Customer.Age.IsKnown & Facts.Customer.Age >= low & Facts.Customer.Age < low + 2 & Facts.Stage == stage & Facts.AgentsFree > i, $"rule {i}");
        }

        Assert.NotEmpty(PolicyVerifier.Verify(policy.OtherwiseBest(), Shop).Findings);
    }

    [Fact]
    public void Verify_ConditionAsLongAsCanBe_IsDone()
    {
        var condition = Facts.Customer.Age == 1;
        for (var i = 0; i < 450; i++)
        {
            condition |= Facts.Customer.Age == i % 100;
        }

        Assert.DoesNotContain(PolicyVerifier.Verify(Policy.Named("p").Score(Channel.Sms, 1, condition, "x").OtherwiseBest(), Shop).Findings, one => one.Severity == DiagnosticSeverity.Error);
    }

    [Fact]
    public void Verify_TableThatNamesWhatNobodyIs_SaysSo()
    {
        var table = ScorePoints.Table(Facts.Persona).Row(new PersonaId("teen"), 5).Row(new PersonaId("uncle"), 6).Otherwise(0);

        Assert.Contains("never uncle", Only(Policy.Named("p").Score(Channel.Sms, table, Condition.Always, "x").OtherwiseBest(), "OC2006").Found, StringComparison.Ordinal);
        Assert.Contains("no row for customer.persona parent", Only(Policy.Named("p").Score(Channel.Sms, ScorePoints.Table(Facts.Persona).Row(new PersonaId("teen"), 5).Otherwise(0), Condition.Always, "x").OtherwiseBest(), "OC2006").Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_WaitingThatCostsALot_StaysWithin32Bits() => Assert.DoesNotContain(
        PolicyVerifier.Verify(Policy.Named("p").WaitingCosts(10_000).OtherwiseBest(), Shop).Findings, one => one.Code == "OC2701");

    [Fact]
    public void Verify_Twice_SaysTheSame()
    {
        var policy = Policy.Named("p").Exclude(Channel.Sms, Facts.Customer.Age > 150, "x").Require(Channel.Email, Facts.OnSite, "y").Exclude(Channel.Email, Facts.OnSite, "z").OtherwiseBest();

        Assert.Equal(PolicyVerifier.Verify(policy, Shop).ToString(), PolicyVerifier.Verify(policy, Shop).ToString());
        Assert.Equal(policy.Hash, PolicyVerifier.Verify(policy, Shop).PolicyHash);
    }

    private static Policy Weekend(params DayOfWeek[] nights) => Policy.Named("p").WithoutSafeQuietHours()
        .QuietHours(new QuietHours { From = default, Until = default(TimeOnly).AddMinutes(-1), Days = [DayOfWeek.Saturday, DayOfWeek.Sunday] })
        .QuietHours(new QuietHours { From = new TimeOnly(23, 59), Until = default, Days = [DayOfWeek.Saturday, DayOfWeek.Sunday] })
        .QuietHours(new QuietHours { From = new TimeOnly(21, 0), Until = new TimeOnly(9, 0), Days = nights })
        .OtherwiseBest();

    [Fact]
    public void Page_HasEveryCode_AndNoOther()
    {
        var code = new System.Text.RegularExpressions.Regex("OC2[0-9]{3}");
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "OmniChannel.Core.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds OmniChannel.Core.sln; run the test within the repository.");
        }

        var inSource = Directory.EnumerateFiles(Path.Combine(folder.FullName, "src/OmniChannel.Core/Policies/Verification"), "*.cs").SelectMany(file => code.Matches(File.ReadAllText(file))).Select(match => match.Value).ToHashSet();
        var inPage = code.Matches(File.ReadAllText(Path.Combine(folder.FullName, "docs/policy-verification.md"))).Select(match => match.Value).ToHashSet();

        Assert.True(inSource.Count > 20);
        Assert.Equal(inSource.Order(), inPage.Order());
    }

    private static IReadOnlyList<PolicyFinding> Findings(Policy policy, string code)
    {
        var findings = PolicyVerifier.Verify(policy, Shop).Findings.Where(one => one.Code == code).ToList();
        Assert.NotEmpty(findings);
        return findings;
    }

    private static PolicyFinding Only(Policy policy, string code, PolicyContext? context = null) =>
        Assert.Single(PolicyVerifier.Verify(policy, context ?? Shop).Findings, one => one.Code == code);

    private static Persona Buyer(string id) => new() { Id = new(id), Name = id, Channels = new Dictionary<Channel, int>() };

    private static Campaign Campaign(string id, Money? budget, params Channel[] channels) =>
        new() { Id = new(id), Name = id, Budget = budget, Variants = [.. channels.Select(channel => new Variant { Channel = channel, Text = "Spring" })] };
}
