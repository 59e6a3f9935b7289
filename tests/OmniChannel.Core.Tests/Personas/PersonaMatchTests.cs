namespace OmniChannel.Tests.Personas;

public sealed class PersonaMatchTests
{
    private static CustomerState German => CustomerFold.Apply(Buyer.Unknown, new CustomerProfile { Id = Buyer.Anna, Country = "DE" });

    [Fact]
    public void Match_OfNobodyInParticular_IsNoneOfThem()
    {
        var matches = Buyer.Unknown.Match(Buyer.Parent, Buyer.Commuter);

        Assert.Equal((null, 1000), (matches.First, matches.Unmatched));
        Assert.Equal("none of the personas", matches.ToString());
    }

    [Fact]
    public void Match_ByRuleAlone_IsThePersonaWhole()
    {
        var matches = German.Match(Buyer.Parent, Buyer.Commuter);

        Assert.Equal((Buyer.Commuter.Id, 1000, 0), (matches.First, matches.Of(Buyer.Commuter.Id), matches.Unmatched));
        Assert.Equal(80, German.Prefers(Channel.Push, Buyer.Parent, Buyer.Commuter));
    }

    [Fact]
    public void Match_OfTwoRules_IsTheFirstsUnlessEveryOneCounts()
    {
        var late = Buyer.Parent with { When = Condition.Always };
        var every = new PersonaBook([Buyer.Commuter, late], PersonaSettings.Default with { Rules = PersonaRules.Every });

        Assert.Equal(1000, German.Match(Buyer.Commuter, late).Of(Buyer.Commuter.Id));
        Assert.Equal("commuter 50.0 %, parent 50.0 %", German.Match(every).ToString());
        Assert.Equal(Buyer.Commuter.Id, German.Match(every).First);
    }

    [Fact]
    public void Match_ByEvidence_GrowsWithEachSignAndTakesFromNoneOfThem()
    {
        var one = Buyer.Unknown.After(Buyer.Did(TouchpointType.SiteVisited, 0, null, ("topic", "kids")));
        var three = one.After(Buyer.Did(TouchpointType.ItemSaved, 0, null, ("topic", "kids")), Buyer.Did(TouchpointType.ItemLiked, 0, null, ("topic", "kids")));

        Assert.Equal("parent 28.6 %, none of them 71.4 %", one.Match(Buyer.Parent).ToString()); // 40 points against 100
        Assert.Null(one.Match(Buyer.Parent).First);
        Assert.Equal("parent 54.5 %, none of them 45.5 %", three.Match(Buyer.Parent).ToString());
        Assert.Equal(Buyer.Parent.Id, three.Match(Buyer.Parent).First);
    }

    [Fact]
    public void Match_OfRuleAndEvidence_IsADistributionAndThePreferenceItsMixture()
    {
        var state = German.After(Enumerable.Range(0, 5).Select(i => Buyer.Did(TouchpointType.SiteVisited, 30, null, ("topic", "kids")) with { Id = $"{i}" })); // 5 × 40 points, half a life ago
        var matches = state.Match(Buyer.Parent, Buyer.Commuter);

        Assert.Equal("commuter 83.3 %, parent 16.7 %", matches.ToString()); // 500 to 100
        Assert.Equal(80 * 833 / 1000, state.Prefers(Channel.Push, Buyer.Parent, Buyer.Commuter));
        Assert.Equal(-(40 * 167 / 1000), state.Prefers(Channel.Sms, Buyer.Parent, Buyer.Commuter));
    }

    [Fact]
    public void Match_OfWhatAMachineDid_IsWorthNothingUnlessTheHostSaysSo()
    {
        var state = Buyer.Unknown.After(Buyer.Got(ReceiptKind.Opened, byMachine: true), Channel.Push);
        var trusting = new PersonaBook([Buyer.Commuter], PersonaSettings.Default with { Trust = new EvidenceTrust { Machine = 100 } });

        Assert.Equal(0, state.Match(Buyer.Commuter).Of(Buyer.Commuter.Id));
        Assert.Equal(48, state.Match(trusting).Of(Buyer.Commuter.Id));
        Assert.Equal(1000 * 15 / 115, Buyer.Unknown.After(Buyer.Got(ReceiptKind.Opened), Channel.Push).Match(Buyer.Commuter).Of(Buyer.Commuter.Id)); // an open is trusted 30 %
    }

    [Fact]
    public void Match_OfATopicTheCustomerSpeaksOf_IsOutrankedByIt()
    {
        var state = Buyer.Unknown.After(Buyer.Did(TouchpointType.SiteVisited, 0, null, ("topic", "kids")));
        var dislikes = CustomerFold.Apply(state, new CustomerProfile { Id = Buyer.Anna, Topics = new Dictionary<Topic, Liking> { [Buyer.Kids] = Liking.Dislike } });
        var likes = CustomerFold.Apply(Buyer.Unknown, new CustomerProfile { Id = Buyer.Anna, Topics = new Dictionary<Topic, Liking> { [Buyer.Kids] = Liking.Like } });

        Assert.Equal(0, dislikes.Match(Buyer.Parent).Of(Buyer.Parent.Id));
        Assert.Equal(667, likes.Match(Buyer.Parent).Of(Buyer.Parent.Id)); // 5 × 40 against 100
    }

    [Fact]
    public void Match_ByDemographics_CountsWhatIsKnown()
    {
        var persona = Buyer.Parent with { Demographics = new PersonaDemographics { AgeFrom = 25, AgeTo = 45, Countries = ["AT", "DE"], Languages = ["de"] } };
        var fits = CustomerFold.Apply(Buyer.Unknown, new CustomerProfile { Id = Buyer.Anna, Age = 45, Country = "DE", Language = "de-AT" });
        var older = CustomerFold.Apply(Buyer.Unknown, new CustomerProfile { Id = Buyer.Anna, Age = 46, Country = "DE", Language = "den" });

        Assert.Equal(600, fits.Match(persona).Of(persona.Id)); // 3 × 50 against 100
        Assert.Equal(0, older.Match(persona).Of(persona.Id));
        Assert.Equal(Truth.True, ConditionWalker.Evaluate((persona.Demographics with { Languages = [] }).ToCondition(), new ProfileFacts(fits, Buyer.Noon)));
    }

    [Fact]
    public void Match_WhereTheHostNamesThePersona_IsThat()
    {
        var named = CustomerFold.Apply(German, new CustomerProfile { Id = Buyer.Anna, Country = "DE", Persona = Buyer.Parent.Id });
        var stranger = CustomerFold.Apply(German, new CustomerProfile { Id = Buyer.Anna, Country = "DE", Persona = new PersonaId("stranger") });

        Assert.Equal(1000, named.Match(Buyer.Commuter, Buyer.Parent).Of(Buyer.Parent.Id));
        Assert.Equal((1000, new PersonaId("stranger")), (stranger.Match(Buyer.Commuter).Unmatched, stranger.Mix(Buyer.Commuter).FirstId));
    }

    [Fact]
    public void Match_ByWhereTheyCameFrom_AsksWhatIsStatedOnly()
    {
        var state = Buyer.Unknown.After(Buyer.Did(TouchpointType.SiteVisited, 0, null, ("landing", "/?utm_source=MumsNet&utm_medium=banner")));

        Assert.Equal(1000 * 80 / 180, state.Match(Buyer.Parent).Of(Buyer.Parent.Id)); // trusted 80 %
        Assert.Equal("mumsnet", CustomerFacts.Of(state).Text(FactId.AcquisitionSource));
    }

    [Fact]
    public void BasedOn_TakesWhatIsNotStatedAndAddsLists()
    {
        var basis = Buyer.Parent with { Traits = ["careful"], Description = "Has children", When = Condition.Always };
        var kind = new Persona { Id = new("young-parent"), Name = "Young parent", BasedOn = basis.Id, Traits = ["tired"], Channels = new Dictionary<Channel, int> { [Channel.Sms] = 20 }, Evidence = [PersonaEvidence.Of(TouchpointType.AppOpened, 10)] };
        var whole = PersonaBook.Of([kind, basis])[0];

        Assert.Equal((60, 20), (whole.Channels[Channel.Email], whole.Channels[Channel.Sms]));
        Assert.Equal(["tired", "careful"], whole.Traits);
        Assert.Equal(3, whole.Evidence.Count);
        Assert.Equal(("Has children", null), (whole.Description, whole.When));
    }

    [Fact]
    public void Prefers_WhatTheCustomerDoesThere_MovesWhatIsDeclared()
    {
        var clicks = Enumerable.Range(0, 5).Aggregate(German, (state, i) => state.After(Buyer.Got(ReceiptKind.Clicked, i), Channel.Sms));
        var complains = German.After(Buyer.Got(ReceiptKind.Complained), Channel.Push);

        Assert.Equal(15, clicks.Prefers(Channel.Sms, Buyer.Commuter)); // five clicks, nearly 100 points, against 400 of "nothing declared"
        Assert.Equal(80 - 60, complains.Prefers(Channel.Push, Buyer.Commuter));
        Assert.Equal(80, German.After(Buyer.Did(TouchpointType.AppOpened, 0, Channel.Push)).Prefers(Channel.Push, Buyer.Commuter)); // once is no habit
        Assert.Equal(0, Enumerable.Range(0, 9).Aggregate(German, (state, i) => state.After(Buyer.Got(ReceiptKind.Clicked, i, byMachine: true), Channel.Sms)).Prefers(Channel.Sms, Buyer.Commuter));
    }

    /// <summary>Matching stands in every decision: it makes nothing, whatever is known of the customer.</summary>
    [Fact]
    public void Share_OfOneOfWhomEverythingIsKnown_AllocatesNothing()
    {
        var survey = new SurveyId("s");
        var book = PersonaBook.Of(
        [
            Buyer.Parent with { Demographics = new PersonaDemographics { AgeFrom = 25, Countries = ["AT", "DE"], Languages = ["de"] }, Evidence = [.. Buyer.Parent.Evidence, PersonaEvidence.Of(survey, "q", "yes", 30)] },
            Buyer.Commuter with { Evidence = [.. Buyer.Commuter.Evidence, PersonaEvidence.Of(survey, "q", "yes", 10), PersonaEvidence.Of(new Topic("trains"), 20)] },
        ]);
        var topics = new Dictionary<Topic, Liking> { [Buyer.Kids] = Liking.Like, [new("trains")] = Liking.Dislike, [new("shoes")] = Liking.Like };
        var state = CustomerFold.Apply(Buyer.Unknown, new CustomerProfile { Id = Buyer.Anna, Country = "DE", Language = "de-AT", Age = 40, Topics = topics })
            .After(
                Buyer.Did(TouchpointType.SurveyAnswered, 3, Channel.Email, ("survey", "s"), ("question", "q"), ("answer", "yes")),
                Buyer.Did(TouchpointType.SiteVisited, 3, Channel.Website, ("topic", "kids"), ("landing", "/?utm_source=mumsnet")),
                Buyer.Did(TouchpointType.AppOpened, 3, Channel.Push, ("topic", "trains")));
        var (facts, today, weights, shares) = (new ProfileFacts(state, Buyer.Noon), SignalTally.DayOf(Buyer.Noon), new long[3], new int[3]);
        for (var warm = 0; warm < 100; warm++)
        {
            PersonaMix.Share(book, state, facts, today, weights, shares);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var at = 0; at < 100; at++)
        {
            PersonaMix.Share(book, state, facts, today, weights, shares);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.All(shares.SkipLast(1), share => Assert.NotEqual(0, share));
    }
}
