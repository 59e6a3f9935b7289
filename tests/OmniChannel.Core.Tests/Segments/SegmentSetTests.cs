using System.Text;

namespace OmniChannel.Tests.Segments;

public sealed class SegmentSetTests
{
    private static readonly SegmentId Rich = new("rich");
    private static readonly SegmentId Lapsed = new("lapsed");
    private static readonly SegmentId Worth = new("worthACall");

    private static SegmentSet Shop { get; } = SegmentSet.Of(
        Of(Worth, Facts.InSegment(Rich) & Facts.InSegment(Lapsed) & Facts.Customer.Age >= 18),
        Of(Rich, Facts.Customer.Spent >= Money.Of(350, "EUR")),
        Of(Lapsed, Facts.Customer.HasBought & Facts.Customer.HoursSincePurchase > 24 * 182));

    [Fact]
    public void Of_SegmentsInACircle_NamesThePath()
    {
        var refused = Assert.Throws<ArgumentException>(() => SegmentSet.Of(
            Of(new("a"), Facts.InSegment(new("b"))),
            Of(new("b"), Facts.Customer.HasBought | !Facts.InSegment(new("c"))),
            Of(new("c"), Facts.InSegment(new("a")))));
        Assert.Contains("a → b → c → a", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_ItselfAsked_IsACircle() =>
        Assert.Contains("a → a", Assert.Throws<ArgumentException>(() => SegmentSet.Of(Of(new("a"), !Facts.InSegment(new("a"))))).Message, StringComparison.Ordinal);

    [Fact]
    public void Of_ManyProblems_NamesAllOfThem()
    {
        var refused = Assert.Throws<ArgumentException>(() => SegmentSet.Of(
            Of(Rich, Facts.InSegment(new("lapsd"))),
            Of(Lapsed, Facts.Purpose == Purpose.Marketing),
            Of(Lapsed, Facts.History.Deliveries > 3),
            Of(new("seen"), Facts.Touchpoint.Channel == Channel.Email),
            Of(Worth, Facts.InFrozen(new("spring"))),
            new Segment { Id = new("nameless"), Name = " ", When = Condition.Always }));
        Assert.All(["segment.lapsd", "Did you mean \"segment.lapsed\"?", "message.purpose", "channel.deliveries", "touchpoint.channel", "a second time", "frozen.spring", "nameless"], part => Assert.Contains(part, refused.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Of_OversizeCondition_IsRefused()
    {
        var large = Enumerable.Range(0, 1_001).Aggregate(Condition.Never, (all, age) => all | Facts.Customer.Age == age);
        Assert.Contains("at most 1000 parts", Assert.Throws<ArgumentException>(() => SegmentSet.Of(Of(Rich, large))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_AThousandInARow_IsJudgedWithoutADeepStack()
    {
        var row = SegmentSet.Of([.. Enumerable.Range(0, 1_000).Select(i => Of(new($"s{i}"), i == 999 ? Facts.Customer.HasBought : Facts.InSegment(new($"s{i + 1}"))))]);
        Assert.True(FactsOf(row, (Facts.Customer.HasBought, FactValue.Of(true))).Holds(Facts.InSegment(new("s0"))));
        Assert.False(FactsOf(row, (Facts.Customer.HasBought, FactValue.Of(false))).Holds(Facts.InSegment(new("s0"))));
    }

    [Fact]
    public void Policy_AsksASegment_IsRefused() =>
        Assert.Contains("segment.rich", Assert.Throws<ArgumentException>(() => Policy.Named("p").Exclude(Channel.Sms, Facts.InSegment(Rich), "because")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(400, 9_000, 40, true)]
    [InlineData(400, 9_000, 17, false)]
    [InlineData(400, null, 40, false)]
    [InlineData(null, 9_000, 40, false)]
    public void IsMember_OfSegmentsThatAskOthers_FollowsThem(int? spent, int? hours, int age, bool expected)
    {
        var facts = FactsOf(Shop,
            (Facts.Customer.Spent, spent is { } much ? FactValue.Of(Money.Of(much, "EUR")) : FactValue.Absent),
            (Facts.Customer.HoursSincePurchase, hours is { } since ? FactValue.Of((long)since) : FactValue.Absent),
            (Facts.Customer.HasBought, FactValue.Of(true)),
            (Facts.Customer.Age, FactValue.Of((long)age)));
        Assert.Equal(expected, facts.Holds(Facts.InSegment(Worth)));
    }

    /// <summary>Who does not belong because a fact is missing is in its opposite, which asks membership; the opposite of the condition itself is missing too.</summary>
    [Fact]
    public void Not_OfASegmentAndOfItsCondition_DifferWhereAFactIsMissing()
    {
        var facts = FactsOf(Shop);
        Assert.True(facts.Holds(!Facts.InSegment(Rich)));
        Assert.False(facts.Holds(!(Facts.Customer.Spent >= Money.Of(350, "EUR"))));
    }

    [Fact]
    public void Explain_MissingFact_SaysWhichPart()
    {
        var facts = FactsOf(Shop, (Facts.Customer.Spent, FactValue.Of(Money.Of(400, "EUR"))), (Facts.Customer.HasBought, FactValue.Of(true)), (Facts.Customer.Age, FactValue.Of(17L)));
        var why = new SegmentExplanation { Customer = new("anna"), Name = "Worth a call", IsMember = facts.Holds(Facts.InSegment(Worth)), Parts = SegmentExplainer<Conditions.FactTable>.Explain(Shop, facts, Shop.All[0].When) };
        Assert.Equal(
            """
            anna does not belong to 'Worth a call':
              all of: false
                segment.rich: true
                  customer.spent >= money("350.00 EUR"): true (customer.spent is money("400.00 EUR"))
                segment.lapsed: false
                  all of: missing
                    customer.bought: true (customer.bought is true)
                    customer.hoursSincePurchase > 4368: missing (customer.hoursSincePurchase is not known)
                customer.age >= 18: false (customer.age is 17)
            """.ReplaceLineEndings("\n"), why.ToString());
    }

    [Fact]
    public void Hash_OfTheSameConditions_IsTheSameWhateverTheOrder()
    {
        var turned = SegmentSet.Of([.. Shop.All.Reverse().Select(segment => segment with { Name = "Another name" })]);
        Assert.Equal(Shop.Hash, turned.Hash);
        Assert.NotEqual(Shop.Hash, SegmentSet.Of([.. Shop.All.Select(segment => segment.Id == Rich ? segment with { When = Facts.Customer.Spent >= Money.Of(351, "EUR") } : segment)]).Hash);
    }

    [Fact]
    public void Read_File_IsWhatCSharpSays()
    {
        var read = Read(
            """
            {
              "version": 1, // comments are allowed
              "segments": [
                { "id": "worthACall", "name": "worthACall", "when": "segment.rich && segment.lapsed && customer.age >= 18" },
                { "id": "rich", "name": "rich", "when": "customer.spent >= money(\"350.00 EUR\")" },
                { "id": "lapsed", "name": "lapsed", "when": "customer.bought && customer.hoursSincePurchase > 4368" },
              ]
            }
            """);
        Assert.Empty(read.Diagnostics);
        Assert.Equal(Shop.All, read.Set!.All);
        Assert.Equal(Shop.Hash, read.Set.Hash);
    }

    [Theory]
    [InlineData("customer.spnt > 3", "OC1013", 2, 81)]
    [InlineData("customer.age > 'x'", "OC1013", 2, 80)]
    [InlineData("customer.age >", "OC1012", 2, 81)]
    [InlineData("segment.b", "OC1013", 2, 75)]
    [InlineData("segment.a", "OC1021", 2, 66)]
    [InlineData("message.purpose == 'marketing'", "OC1010", 2, 66)]
    [InlineData("now.minute > 3", "OC1010", 2, 66)]
    public void Read_BadCondition_IsFoundAtItsPlace(string when, string code, int line, int column)
    {
        var found = Assert.Single(Read("{ \"version\": 1, \"segments\": [\n  { \"id\": \"a\", \"name\": \"A\", \"description\": \"A segment.\", \"when\": \"" + when + "\" }] }").Diagnostics);
        Assert.Equal((code, line, column), (found.Code, found.Line, found.Column));
    }

    [Fact]
    public void Read_OversizeCondition_IsFoundAtItsPlace()
    {
        var found = Assert.Single(Read($$"""{ "version": 1, "segments": [{ "id": "a", "name": "A", "when": "{{string.Join(" || ", Enumerable.Repeat("customer.age > 3", 2_000))}}" }] }""").Diagnostics);
        Assert.Equal(("OC1009", 1), (found.Code, found.Line));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{ \"version\": 2, \"segments\": [] }")]
    [InlineData("{ \"version\": 1, \"segments\": {} }")]
    [InlineData("{ \"version\": 1, \"segments\": [3] }")]
    [InlineData("{ \"version\": 1, \"segments\": [{ \"id\": \"A-b\", \"name\": \"x\", \"when\": \"true\" }] }")]
    [InlineData("{ \"version\": 1, \"segments\": [{ \"id\": \"a\", \"name\": \"x\" }] }")]
    [InlineData("{ \"version\": 1, \"segments\": [{ \"id\": \"a\", \"name\": \"x\", \"when\": \"true\" }, { \"id\": \"a\", \"name\": \"x\", \"when\": \"true\" }] }")]
    public void Read_BadFile_IsAFindingWithItsPlace(string text)
    {
        var read = Read(text);
        Assert.False(read.IsRead);
        Assert.All(read.Diagnostics, found => Assert.True(found.Line > 0 && found.Column > 0));
        Assert.NotEmpty(read.Diagnostics);
    }

    [Fact]
    public void ReadCondition_OfAnUnknownSegment_SaysWhere() =>
        Assert.Contains("At character", Assert.Throws<FormatException>(() => SegmentFile.ReadCondition("customer.bought && segment.poor", Shop)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("BigSpenders")]
    [InlineData("big-spenders")]
    [InlineData("in")]
    public void SegmentId_BadName_IsRefused(string name) => Assert.ThrowsAny<ArgumentException>(() => new SegmentId(name));

    private static SegmentReadResult Read(string text) => SegmentFile.Read(Encoding.UTF8.GetBytes(text));

    private static Segment Of(SegmentId id, Condition when) => new() { Id = id, Name = id.Name, When = when };

    private static MemberFacts<Conditions.FactTable> FactsOf(SegmentSet segments, params (Fact, FactValue)[] facts) => new(segments, new Conditions.FactTable(facts));
}
