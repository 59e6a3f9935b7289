namespace OmniChannel.Tests.Personas;

public sealed class PersonaChecksTests
{
    private static readonly Dictionary<Channel, int> None = [];

    private static readonly Survey Sizes = new() { Id = new("sizes"), Title = "Your size", Questions = [SurveyQuestion.SingleChoice("size", "Which size?", SurveyOption.Of("m", "M"), SurveyOption.Of("l", "L"))] };

    [Fact]
    public void Problems_OfManyFaults_AreAllNamedWithTheirPlaces()
    {
        Persona[] personas =
        [
            new() { Id = new("a"), Name = "A", Channels = None, BasedOn = new("c") },
            new() { Id = new("b"), Name = "B", Channels = new Dictionary<Channel, int> { [Channel.Email] = 101, [new("emial")] = 5 }, BasedOn = new("a") },
            new() { Id = new("c"), Name = "C", Channels = None, BasedOn = new("b") },
            new() { Id = new("d"), Name = "D", Channels = None, BasedOn = new("nobody"), Demographics = new() { AgeFrom = 60, AgeTo = 20, Countries = ["ZZ"], Languages = ["?"] } },
            new() { Id = new("d"), Name = "Again", Channels = None, Evidence = [PersonaEvidence.Of(Channel.Email, 5), PersonaEvidence.Of(Channel.Email, 5)] },
            new() { Id = new("e"), Name = "E", Channels = None, Evidence = [PersonaEvidence.Of(new SurveyId("sizes"), "size", "xl", 5), PersonaEvidence.Of(new SurveyId("sizes"), "colour", "red", 5), PersonaEvidence.Of(new SurveyId("gone"), "a", "b", 5)] },
            new() { Id = new("self"), Name = "S", Channels = None, BasedOn = new("self") },
        ];

        var problems = PersonaChecks.Problems(personas, PersonaSettings.Default with { HalfLifeDays = 0, Trust = new EvidenceTrust { Machine = 1001 } }, [Sizes], ChannelDefinitions.All, ProfileFacts.MayAsk).ToList();

        Assert.Equal(
        [
            "PersonaSettings.HalfLifeDays is 0; expected 1 to 3650.",
            "PersonaSettings.Trust.Machine is 1001; expected 0 to 1000.",
            "There are 2 personas named 'd'; keep one.",
            "Persona 2 ('b'), channel email: its weight is 101; expected a channel and −100 (never) to 100 (always).",
            "Persona 2 ('b'), channel emial: it is not defined; did you mean email?; mend the name, or add a ChannelDefinition.",
            "Persona 4 ('d'), demographics: the age is from 60 to 20; expected 0 to 150, the first no greater than the last.",
            "Persona 4 ('d'), demographics: 'ZZ' is no ISO 3166-1 alpha-2 country, such as \"DE\".",
            "Persona 4 ('d'), demographics: '?' is no BCP 47 language tag, such as \"de-DE\".",
            "Persona 4 ('d') is based on 'nobody', which is no persona; register it, or mend the name.",
            "Persona 5 ('d'), evidence 2 (did anything on email: +5) is there twice; keep one.",
            "Persona 6 ('e'), evidence 1: question 'size' of survey 'sizes' has no option 'xl'; it has 'm', 'l'.",
            "Persona 6 ('e'), evidence 2: survey 'sizes' has no question 'colour'; it has 'size'.",
            "Persona 6 ('e'), evidence 3: survey 'gone' is not registered; call AddSurvey.",
            "Personas are based on each other in a circle: 'a' → 'c' → 'b' → 'a'; take one BasedOn out.",
            "Personas are based on each other in a circle: 'self' → 'self'; take one BasedOn out.",
        ], problems);
    }

    [Fact]
    public void Problems_OfGoodPersonas_AreNone() => Assert.Empty(PersonaChecks.Problems([Buyer.Parent, Buyer.Commuter with { BasedOn = Buyer.Parent.Id }], PersonaSettings.Default, [], ChannelDefinitions.All, ProfileFacts.MayAsk));

    [Fact]
    public void Problems_OfRulesThatAskWhatNobodyAnswers_NamePersonaPlaceAndFact()
    {
        var perChannel = Facts.Custom.Flag("keen", "Whether the customer is keen on it.", perChannel: true);
        Persona[] personas =
        [
            Buyer.Parent with { When = Facts.Customer.Country == "DE" & !(Facts.Purpose == Purpose.Marketing | Facts.Persona.IsKnown) },
            Buyer.Commuter with { When = (Condition)perChannel & Facts.Touchpoint.Data("query").IsKnown & Facts.InSegment(new SegmentId("buyers")) },
            Buyer.Commuter with { Id = new("deep"), When = Enumerable.Range(0, 200).Aggregate(Condition.Always, (when, _) => !when) },
        ];

        var problems = PersonaChecks.Problems(personas, PersonaSettings.Default, [], ChannelDefinitions.All, ProfileFacts.MayAsk).ToList();

        Assert.Equal(6, problems.Count);
        Assert.Equal("Persona 1 ('parent'), rule, part 2 (message.purpose == \"marketing\"): it asks message.purpose, which nobody knows when personas are matched; ask what is known of the customer alone, such as Facts.Customer, Facts.Acquisition, Facts.Cart, Facts.Session, Facts.Stage, or a fact of your own.", problems[0]);
        Assert.StartsWith("Persona 1 ('parent'), rule, part 3 (has(customer.persona)): it asks customer.persona, which follows from the rules;", problems[1], StringComparison.Ordinal);
        Assert.Matches("rule, part 1 .*: it asks custom.keen, which each channel has its own of", problems[2]);
        Assert.Matches("rule, part 2 .*: it asks touchpoint.data.query, ", problems[3]);
        Assert.Matches("rule, part 3 .*: it asks segment.buyers, ", problems[4]);
        Assert.Equal("Persona 3 ('deep'), rule: A condition has at most 1000 parts, nested at most 100 deep; say it in several rules.", problems[5]);
    }

    /// <summary>The list says what is answered: all of it of a customer of whom everything is known, and nothing else of anybody.</summary>
    [Fact]
    public void MayAsk_OfEveryFact_IsWhetherItCanBeAnswered()
    {
        var state = CustomerFold.Apply(Buyer.Unknown, new CustomerProfile
        {
            Id = Buyer.Anna,
            Country = "DE",
            Language = "de",
            Age = 40,
            IsNew = false,
            Spent = Money.Of(5, "EUR"),
            PurchaseChannel = Channel.Website,
            AcquiredBy = Channel.Website,
            Persona = new PersonaId("parent"),
        }).After(
            Buyer.Did(TouchpointType.Purchased, 9, Channel.Website),
            Buyer.Did(TouchpointType.CartLeft, 1, Channel.Website) with { Amount = Money.Of(5, "EUR") },
            Buyer.Did(TouchpointType.SiteVisited, 0, Channel.Website, ("landing", "/?utm_source=a&utm_medium=b&utm_campaign=c&gclid=1"), ("referrer", "https://google.com/")) with { Device = DeviceKind.Mobile });
        var facts = new ProfileFacts(state, Buyer.Noon);

        Assert.Equal(
            BuiltInFacts.All.Where(fact => ProfileFacts.MayAsk(fact)).Select(fact => fact.Name).Order(StringComparer.Ordinal),
            BuiltInFacts.All.Where(fact => facts.Read(fact).State == FactState.Present).Select(fact => fact.Name).Order(StringComparer.Ordinal));
    }

    /// <summary>An instance that cannot start must not fail before it says why.</summary>
    [Fact]
    public void Book_OfACircle_StaysAsItIs()
    {
        var (one, other) = (Buyer.Parent with { BasedOn = Buyer.Commuter.Id }, Buyer.Commuter with { BasedOn = Buyer.Parent.Id });

        Assert.Equal([one, other], PersonaBook.Of([one, other]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    [InlineData(-1001)]
    public void Evidence_OfNoOrTooManyPoints_IsRefused(int points) => Assert.Throws<ArgumentOutOfRangeException>(() => PersonaEvidence.Of(TouchpointType.Purchased, points));

    [Fact]
    public void Evidence_OfASourceThatSaysNothing_IsRefused() => Assert.Throws<ArgumentException>(() => PersonaEvidence.Of(new AcquisitionSource { Term = "shoes" }, 5));
}
