namespace OmniChannel.Tests.Personas.Proposals;

public sealed class PersonaProposalsTests
{
    private static readonly OrderedFact<int> Visits = Facts.Custom.Number("visits", "Visits.", 0, 1000);

    /// <summary>Three kinds of customers, mixed, as a hash scatters them.</summary>
    private static IReadOnlyList<PersonaColumn> ThreeKinds(int each = 200)
    {
        var chance = new Random(5);
        var kinds = Enumerable.Range(0, 3 * each).Select(_ => chance.Next(3)).ToList();
        return
        [
            PersonaColumn.Amount(Facts.Customer.Spent, [.. kinds.Select(kind => (Money?)new Money((kind == 0 ? 50_000 : 5_000) + chance.Next(2_000), new Currency("EUR")))]),
            PersonaColumn.Text(Facts.Customer.PurchaseChannel, [.. kinds.Select(kind => kind == 2 ? "store" : chance.Next(20) == 0 ? null : "website")]),
            PersonaColumn.Number(Visits, [.. kinds.Select(kind => (int?)(kind == 1 ? 40 : 5) + chance.Next(4))]),
            PersonaColumn.Flag(Facts.Customer.IsNew, [.. kinds.Select(_ => (bool?)true)]),
            PersonaColumn.Answers(Channel.Email, [.. kinds.Select(kind => (int?)(kind == 0 ? 300 : 100))]),
        ];
    }

    [Fact]
    public void Seek_OfThreeKinds_FindsThreeWithTheirRules()
    {
        var found = PersonaProposals.Seek(ThreeKinds());

        Assert.Equal((3, 1000), (found.Proposals.Count, found.Stability));
        Assert.InRange(found.Silhouette, 700, 1000);
        Assert.All(found.Proposals, proposal => Assert.True(proposal is { Covers: > 950, Precision: > 950 }, found.ToString()));
        Assert.Equal(600, found.Proposals.Sum(proposal => proposal.Size));
        foreach (var beginning in new[] { "customer.purchaseChannel == \"store\"", "customer.spent >= money(", "custom.visits >= " })
        {
            Assert.Single(found.Proposals, proposal => proposal.When!.ToString().StartsWith(beginning, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Seek_Twice_IsTheSameTextAndAnotherSeedFindsTheSameKinds()
    {
        Assert.Equal(PersonaProposals.Seek(ThreeKinds()).ToString(), PersonaProposals.Seek(ThreeKinds()).ToString());
        Assert.Equal(PersonaProposals.Seek(ThreeKinds()).Proposals.Select(one => one.Size), PersonaProposals.Seek(ThreeKinds(), new() { Seed = 77 }).Proposals.Select(one => one.Size));
    }

    [Fact]
    public void Accept_GivesItANameAndIsAllThatMakesItAPersona()
    {
        var proposal = PersonaProposals.Seek(ThreeKinds()).Proposals.Single(one => one.When!.ToString().StartsWith("customer.spent", StringComparison.Ordinal));
        var persona = proposal.Accept(new("big-spender"), "Big spender");

        Assert.Equal((new PersonaId("big-spender"), proposal.When), (persona.Id, persona.When));
        Assert.True(persona.Channels[Channel.Email] > 0);
        Assert.Contains("customer.spent", persona.Description, StringComparison.Ordinal);
        Assert.Empty(PersonaChecks.Problems([persona], PersonaSettings.Default, [], ChannelDefinitions.All, ProfileFacts.MayAsk));
        Assert.Throws<ArgumentException>(() => proposal.Accept(default, "x"));
        Assert.Throws<ArgumentException>(() => proposal.Accept(new("x"), " "));
    }

    [Fact]
    public void Seek_OfCustomersWhoAreAllAlike_FindsNothing()
    {
        var found = PersonaProposals.Seek([PersonaColumn.Number(Visits, [.. Enumerable.Repeat<int?>(3, 60)]), PersonaColumn.Flag(Facts.Customer.IsNew, [.. Enumerable.Repeat<bool?>(null, 60)])]);

        Assert.Equal((0, "60 customers: nothing that is known tells them apart."), (found.Proposals.Count, found.ToString()));
    }

    [Fact]
    public void Seek_OfBadInput_SaysWhatIsWrong()
    {
        var ten = PersonaColumn.Number(Visits, [.. Enumerable.Range(0, 10).Select(i => (int?)i)]);
        var many = PersonaColumn.Number(Visits, [.. Enumerable.Range(0, 60).Select(i => (int?)i)]);

        Assert.Contains("of fewer than 50", Assert.Throws<ArgumentException>(() => PersonaProposals.Seek([ten])).Message, StringComparison.Ordinal);
        Assert.Contains("custom.visits of 10, custom.visits of 60", Assert.Throws<ArgumentException>(() => PersonaProposals.Seek([ten, many])).Message, StringComparison.Ordinal);
        Assert.Contains("No column speaks of a fact", Assert.Throws<ArgumentException>(() => PersonaProposals.Seek([])).Message, StringComparison.Ordinal);
        Assert.Contains("2 to 20 kinds", Assert.Throws<ArgumentException>(() => PersonaProposals.Seek([many], new() { Least = 1 })).Message, StringComparison.Ordinal);
        Assert.Contains("0 to 1000", Assert.Throws<ArgumentException>(() => PersonaColumn.Answers(Channel.Email, [1001])).Message, StringComparison.Ordinal);
        Assert.Contains("call Number", Assert.Throws<ArgumentException>(() => PersonaColumn.Text(Visits, ["x"])).Message, StringComparison.Ordinal);
        Assert.Contains("EUR, USD", Assert.Throws<ArgumentException>(() => PersonaColumn.Amount(Facts.Customer.Spent, [Money.Of(1, "EUR"), Money.Of(1, "USD")])).Message, StringComparison.Ordinal);
    }
}
