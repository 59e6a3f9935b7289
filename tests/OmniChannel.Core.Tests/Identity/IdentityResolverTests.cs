namespace OmniChannel.Tests.Identity;

public sealed class IdentityResolverTests
{
    private static readonly Identifier Anna = Identifier.AuthenticatedId("anna");
    private static readonly Identifier Ben = Identifier.AuthenticatedId("ben");
    private static readonly Identifier Mail = Identifier.VerifiedEmail("anna@example.com");
    private static readonly Identifier Tablet = Identifier.Device("tablet");

    [Fact]
    public void Resolve_OfADeviceThenAnAccount_CarriesTheAnonymousHistoryOver()
    {
        var town = new Town();
        var visitor = town.See(Tablet);

        Assert.Equal(visitor, town.See(Anna, Tablet));
        Assert.Equal(["authenticated-id:anna device:tablet"], town.Profiles);
    }

    [Fact]
    public void Resolve_OfADeviceOfSomebodyKnown_MakesASecondPerson()
    {
        var town = new Town();
        var anna = town.See(Anna, Tablet);

        var ben = town.See(Ben, Tablet);

        Assert.NotEqual(anna, ben);
        Assert.Equal(["authenticated-id:anna device:tablet", "authenticated-id:ben"], town.Profiles);
        Assert.DoesNotContain(town.Log, decision => decision.Kind == IdentityDecisionKind.Linked);
    }

    [Fact]
    public void Resolve_OfADeviceOfSomebodyKnownByMailOnly_SuggestsAndDoesNotLink()
    {
        var town = new Town();
        var mother = town.See(Mail, Tablet);

        var son = town.See(Ben, Tablet);

        Assert.NotEqual(mother, son);
        var suggestion = Assert.Single(town.Graph.RecordOf(son).Suggestions);
        Assert.Equal((mother, IdentifierType.Device), (suggestion.Customer, suggestion.Type));
        Assert.Equal(mother, town.See(Tablet));
    }

    [Fact]
    public void Resolve_OfTwoAnonymousVisitorsInOneBrowser_Suggests()
    {
        var town = new Town();
        var (first, second) = (town.See(Identifier.Device("a"), Identifier.Browser("x")), town.See(Identifier.Device("b")));

        Assert.Equal(second, town.See(Identifier.Device("b"), Identifier.Browser("x")));

        Assert.Equal(first, Assert.Single(town.Graph.RecordOf(second).Suggestions).Customer);
        Assert.Equal(2, town.Clusters().Count);
    }

    [Fact]
    public void Resolve_OfAStrongIdentifierOfTwo_LinksThem_TheAccountSurvives()
    {
        var town = new Town();
        var (visitor, account) = (town.See(Mail), town.See(Anna));

        var owner = town.See(Mail, Anna);

        Assert.Equal(account, owner);
        Assert.Equal([$"{account}: {visitor} {account}"], town.Clusters());
        Assert.Equal(visitor, town.See(Mail));
    }

    [Fact]
    public void Resolve_OfOneMailboxOfTwoAccounts_LinksNobody()
    {
        var town = new Town();
        var (anna, ben) = (town.See(Anna, Mail), town.See(Ben));

        Assert.Equal(ben, town.See(Ben, Mail));

        Assert.Equal(2, town.Clusters().Count);
        Assert.Equal(anna, town.See(Mail));
        Assert.Equal(IdentityDecisionKind.Demoted, town.Log[^1].Kind);
    }

    [Fact]
    public void Resolve_OfTheSameEventAgain_DecidesNothing()
    {
        var town = new Town();
        town.See(Anna, Tablet);
        town.See(Ben, Tablet, Mail);
        var decisions = town.Log.Count;

        town.See(Ben, Tablet, Mail);
        town.See(Anna, Tablet);

        Assert.Equal(decisions, town.Log.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("0000")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("-1")]
    [InlineData("null")]
    [InlineData("NULL")]
    [InlineData("anonymous")]
    [InlineData("undefined")]
    public void Read_OfAValueThatSaysNothing_IsNull(string value) => Assert.Null(new Town().Reader.Read(Identifier.Device(value)));

    [Fact]
    public void Read_OfAValueLongerThanAThousandAndTwentyFour_IsNull()
    {
        var reader = new Town().Reader;

        Assert.NotNull(reader.Read(Identifier.Device(new string('x', 1024))));
        Assert.Null(reader.Read(Identifier.Device(new string('x', 1025))));
    }

    [Theory]
    [InlineData("verified-email", "Anna@Example.com ", "anna@example.com", true)]
    [InlineData("verified-phone", "+49 (151) 123-456", "0049151123456", true)]
    [InlineData("loyalty-card", "A1", "a1", false)]
    [InlineData("device", "cafe\u0301", "caf\u00e9", true)]
    public void Read_OfTwoSpellings_ComparesAsTheTypeDoes(string type, string one, string other, bool same)
    {
        var reader = new Town().Reader;

        Assert.Equal(same, reader.Read(new Identifier { Type = new(type), Value = one }) == reader.Read(new Identifier { Type = new(type), Value = other }));
    }

    [Fact]
    public void Read_UnderASecret_GivesAnotherHash_AndNeverTheValue()
    {
        var plain = new IdentifierReader(new IdentityRules()).Read(Mail)!.Value;
        var keyed = new IdentifierReader(new IdentityRules { Secret = new byte[] { 1, 2, 3 } }).Read(Mail)!.Value;

        Assert.NotEqual(plain.Hash, keyed.Hash);
        Assert.DoesNotContain("anna", plain.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("anna", Mail.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_BeyondTheLimitOfLinks_RefusesAndStillResolves()
    {
        var town = new Town(new IdentityRules { MaxLinks = 2, Types = [IdentifierRule.Strong(IdentifierType.LoyaltyCard, 100), IdentifierRule.Strong(IdentifierType.VerifiedEmail, 100)] });
        for (var i = 0; i < 4; i++)
        {
            town.See(Identifier.LoyaltyCard($"card-{i}"));
        }

        for (var i = 1; i < 4; i++)
        {
            Assert.Equal("c0001", town.See(Identifier.LoyaltyCard("card-0"), Identifier.LoyaltyCard($"card-{i}")).Value);
        }

        Assert.Equal(2, town.Graph.PersonOf(new("c0001")).Links);
        Assert.Equal((IdentityDecisionKind.Refused, IdentityReasons.LimitOfLinks), (town.Log[^1].Kind, town.Log[^1].Reason));
    }

    [Fact]
    public void Resolve_AfterAnUnlink_DoesNotLinkAgain_OnlyACommandDoes()
    {
        var town = new Town();
        var (visitor, account) = (town.See(Mail), town.See(Anna));
        town.See(Mail, Anna);
        Assert.Equal(UnlinkOutcome.Unlinked, town.Unlink(visitor));

        town.See(Mail, Anna);

        Assert.Equal(2, town.Clusters().Count);
        Assert.Equal(LinkOutcome.Linked, town.Link(visitor, account));
        Assert.Single(town.Clusters());
    }

    [Fact]
    public void Link_OfTwoAccounts_ByCommand_NamesTheSurvivor_AndLaterEventsGoOn()
    {
        var town = new Town();
        var (anna, ben) = (town.See(Anna), town.See(Ben));

        Assert.Equal(LinkOutcome.Linked, town.Link(anna, ben));

        Assert.Equal(ben, town.Graph.SurvivorOf(anna));
        Assert.Equal("agent", town.Log[^1].By);
        Assert.Equal(anna, town.See(Anna, Tablet));
        Assert.Equal(LinkOutcome.SamePerson, town.Link(ben, anna));
    }
}
