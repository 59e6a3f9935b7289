using System.Text;
using System.Text.Json;
using OmniChannel.Tests.Conditions;

namespace OmniChannel.Tests.Policies;

public sealed class PolicyFileTests
{
    private const string Shop = """
        { // the shop's policy
          "$schema": "policy.schema.json",
          "version": 1,
          "name": "shop",
          "rules": [
            { "exclude": ["sms"], "when": "cart.total < money('20.00 EUR')", "because": "a text message costs more than a small cart brings" },
            { "require": ["call-centre"], "when": "money('500 EUR') <= customer.spent", "because": "calls are for our best customers" },
            { "score": ["push"], "points": 30, "when": "customer.device == 2 && !presence.site", "because": "the phone is in the hand", },
          ],
          "plans": [{ "firstOf": ["push", "email"], "stepUpAfter": "60m", "when": "message.urgency >= urgency.high", "because": "what is urgent goes to the phone first" }],
          "otherwise": "best",
        }
        """;

    private static Policy ShopInCSharp => Policy.Named("shop")
        .Exclude(Channel.Sms, when: Facts.Cart.Total < Money.Of(20, "EUR"), because: "a text message costs more than a small cart brings")
        .Require(Channel.CallCentre, when: Facts.Customer.Spent >= Money.Of(500, "EUR"), because: "calls are for our best customers")
        .Score(Channel.Push, +30, when: Facts.Device == DeviceKind.Mobile & !Facts.OnSite, because: "the phone is in the hand")
        .FirstOf([Channel.Push, Channel.Email], when: Facts.Urgency >= Urgency.High, because: "what is urgent goes to the phone first", stepUpAfter: TimeSpan.FromHours(1))
        .OtherwiseBest();

    [Fact]
    public void Read_OfAHandWrittenFile_IsThePolicyThatCSharpMakes()
    {
        var read = Read(Shop);

        Assert.Empty(read.Diagnostics);
        Assert.Equal(ShopInCSharp.Hash, read.Policy!.Hash);
        SameTree(ShopInCSharp, read.Policy);
    }

    [Fact]
    public void Read_OfWhatCSharpWrote_IsTheSameTreeHashAndAnswers()
    {
        for (var seed = 0; seed < 600; seed++)
        {
            var any = new AnyPolicy(seed);
            var policy = any.Next();
            var written = PolicyFile.Write(policy);
            var read = PolicyFile.Read(written);

            Assert.True(read.IsRead, $"seed {seed}: {read}");
            SameTree(policy, read.Policy);
            Assert.Equal(policy.Hash, read.Policy.Hash);
            Assert.Equal(written, PolicyFile.Write(read.Policy));
            var world = new FactTable(any.World());
            foreach (var channel in AnyPolicy.Channels)
            {
                Assert.Equal(RuleWalker.Score(policy, channel, world), RuleWalker.Score(read.Policy, channel, world));
            }
        }
    }

    [Fact]
    public void Read_OfGeneralExpressions_EvaluatesThemUnderABudget()
    {
        var read = Read("""
            { "version": 1, "name": "cel", "otherwise": "best", "rules": [
              { "exclude": ["*"], "when": "customer.country.startsWith('D') && cart.total < money('20 EUR')", "because": "a" },
              { "exclude": ["*"], "when": "customer.age > 17 ? false : has(customer.age)", "because": "b" },
              { "exclude": ["*"], "when": "minorUnits(customer.spent, 'EUR') * 2 > 2000 || customer.hoursSinceTouch < customer.hoursSincePurchase", "because": "c" },
              { "exclude": ["*"], "when": "['a','b','c'].exists(x, customer.language == x)", "because": "d" },
              { "exclude": ["*"], "when": "message.urgency + 1 > urgency.high && customer.device in [device.tv, device.mobile]", "because": "e" } ] }
            """);
        Assert.True(read.IsRead, read.ToString());
        Assert.Equal(read.Policy.Hash, PolicyFile.Read(PolicyFile.Write(read.Policy)).Policy!.Hash);
        SameTree(read.Policy, PolicyFile.Read(PolicyFile.Write(read.Policy)).Policy!);

        Assert.Equal([Truth.Unknown, Truth.Unknown, Truth.Unknown, Truth.Unknown, Truth.Unknown], Answers());
        Assert.Equal([Truth.True, Truth.True, Truth.False, Truth.True, Truth.True], Answers((Facts.Urgency, FactValue.Of(2L)), (Facts.Device, FactValue.Of(4L)),
            (Facts.Customer.Country, FactValue.Of("DE")), (Facts.Cart.Total, FactValue.Of(Money.Of(19, "EUR"))), (Facts.Customer.Age, FactValue.Of(17L)), (Facts.Customer.Language, FactValue.Of("b")),
            (Facts.Customer.Spent, FactValue.Of(Money.Of(10, "EUR"))), (Facts.Customer.HoursSinceTouch, FactValue.Of(5L)), (Facts.Customer.HoursSincePurchase, FactValue.Of(5L))));
        Assert.Equal(Truth.True, Answers((Facts.Customer.Spent, FactValue.Of(Money.Of(11, "EUR"))))[2]);
        Assert.Equal(Truth.Unknown, Answers((Facts.Customer.Spent, FactValue.Of(Money.Of(11, "USD"))))[2]);

        Truth[] Answers(params (Fact, FactValue)[] facts) => [.. read.Policy.Rules.Select(rule => RuleWalker.TakesOut(rule, new FactTable(facts)))];
    }

    public static TheoryData<string, string, string, string> Bad => new()
    {
        { "\"version\": 1", "\"version\": 2", "OC1014", "3:14" },
        { "\"version\": 1,", "", "OC1007", "1:1" },
        { "\"otherwise\": \"best\"", "\"otherwise\": \"bets\"", "OC1010", "11:16" },
        { "\"otherwise\": \"best\",", "", "OC1007", "1:1" },
        { "\"points\": 30", "\"points\": 10001", "OC1009", "8:36" },
        { "\"points\": 30", "\"points\": 1e400", "OC1009", "8:36" },
        { "\"points\": 30", "\"points\": 99999999999999999999", "OC1009", "8:36" },
        { "\"points\": 30", "\"points\": NaN", "OC1001", "8:36" },
        { "\"points\": 30", "\"points\": \"30\"", "OC1008", "8:36" },
        { "\"exclude\"", "\"exclud\"", "OC1007", "6:5" },
        { "\"stepUpAfter\": \"60m\"", "\"stepUpAfter\": \"1w\"", "OC1010", "10:60" },
        { "\"stepUpAfter\"", "\"stepUpAftr\"", "OC1006", "10:59" },
        { "[\"push\", \"email\"]", "[\"push\", \"push\"]", "OC1010", "10:13" },
        { "\"exclude\": [\"sms\"]", "\"exclude\": [\"S M S\"]", "OC1010", "6:19" },
        { "\"name\": \"shop\"", "\"name\": \"shop\", \"name\": \"shop\"", "OC1005", "4:19" },
        { "cart.total <", "cart.totl <", "OC1013", "6:46" },
        { "money('20.00 EUR')", "money('20.001 EUR')", "OC1010", "6:49" },
        { "money('20.00 EUR')", "'20.00 EUR'", "OC1013", "6:47" },
        { "cart.total < money('20.00 EUR')", "cart.total <", "OC1012", "6:48" },
        { "customer.device == 2 &&", "customer.device == 2 &", "OC1012", "8:70" },
        { "customer.device == 2 &&", "\\u0063ustomer.device + 1 &&", "OC1013", "8:70" },
        { "message.urgency >= urgency.high", "customer.country", "OC1013", "10:85" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Read_OfOneMistake_IsOnePositionedError(string right, string wrong, string code, string place)
    {
        Assert.Contains(right, Shop, StringComparison.Ordinal);
        var read = Read(Shop.Replace(right, wrong, StringComparison.Ordinal));

        Assert.False(read.IsRead);
        Assert.Contains((code, place), read.Diagnostics.Select(one => (one.Code, $"{one.Line}:{one.Column}")));
        Assert.InRange(read.Diagnostics.Count, 1, 2);
        Assert.All(read.Diagnostics, one => Assert.Equal(DiagnosticSeverity.Error, one.Severity));
    }

    [Fact]
    public void Read_OfManyMistakes_NamesThemAllTogether()
    {
        var read = Read(Shop.Replace("because", "becuase", StringComparison.Ordinal).Replace("\"version\": 1", "\"version\": true", StringComparison.Ordinal));

        Assert.Equal(9, read.Diagnostics.Count);
        Assert.Contains("3:14: error OC1008 version: Expected a whole number, found true.", read.ToString(), StringComparison.Ordinal);
        Assert.Equal(4, read.Diagnostics.Count(one => one.Fix == "Did you mean \"because\"?"));
    }

    [Fact]
    public void Read_OfATableThatMissesARow_SaysWhich()
    {
        const string Table = """
            { "version": 1, "name": "t", "otherwise": "best",
              "facts": [{ "name": "custom.tier", "type": "text", "values": ["gold", "silver"], "description": "" }],
              "rules": [{ "score": ["sms", "push"], "because": "b", "points": { "table": { "by": ["custom.tier", "channel.name"], "rows": [
                ["gold", "sms", 1], ["silver", "sms", 1], ["gold", "push", 1]] } } }] }
            """;

        Assert.Contains("no row for custom.tier \"silver\" and channel.name \"push\"", Assert.Single(Read(Table).Diagnostics).Message, StringComparison.Ordinal);
        Assert.True(Read(Table.Replace("1]] }", "1]], \"otherwise\": 0 }", StringComparison.Ordinal)).IsRead);
        Assert.Equal("OC1015", Assert.Single(Read(Table.Replace("[\"gold\", \"sms\", 1]", "[\"tin\", \"sms\", 1]", StringComparison.Ordinal).Replace("1]] }", "1]], \"otherwise\": 0 }", StringComparison.Ordinal)).Diagnostics).Code);
        Assert.Equal("OC1015", Assert.Single(Read(Table.Replace("[\"gold\", \"sms\", 1]", "[\"gold\", 1]", StringComparison.Ordinal).Replace("1]] }", "1]], \"otherwise\": 0 }", StringComparison.Ordinal)).Diagnostics).Code);
    }

    [Fact]
    public void Read_OfBrokenFilesOfEveryKind_NeverThrows()
    {
        var random = new Random(20261121);
        var whole = PolicyFile.Write(Enumerable.Range(0, 40).Select(seed => new AnyPolicy(seed).Next()).MaxBy(policy => policy.Rules.Count)!);
        for (var round = 0; round < 3000; round++)
        {
            var octets = whole.ToArray();
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                var (at, length) = (random.Next(octets.Length), random.Next(20));
                octets = random.Next(4) switch
                {
                    0 => [.. octets[..at], .. octets[Math.Min(octets.Length, at + length)..]],
                    1 => [.. octets[..at], .. octets[random.Next(octets.Length)..][..0], .. octets.Skip(random.Next(octets.Length)).Take(length), .. octets[at..]],
                    2 => [.. octets[..at], (byte)random.Next(256), .. octets[(at + 1)..]],
                    _ => [.. octets[..at], .. "\"\"[]{},:-19.é\\u\0"u8.ToArray().Skip(random.Next(14)).Take(2), .. octets[at..]],
                };
            }

            var read = PolicyFile.Read(octets);
            Assert.Equal(read.IsRead, read.Diagnostics.Count == 0);
            Assert.All(read.Diagnostics, one => Assert.True(one.Line >= 1 && one.Column >= 1 && one.Code.StartsWith("OC1", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Read_OfAMillionRandomOctetsDeepNestingAndLongConditions_IsOneError()
    {
        var octets = new byte[1_000_000];
        new Random(7).NextBytes(octets);

        Assert.NotEmpty(PolicyFile.Read(octets).Diagnostics);
        Assert.NotEmpty(PolicyFile.Read(new byte[2_000_000]).Diagnostics);
        foreach (var condition in new[] { new string('(', 19_000), string.Concat(Enumerable.Repeat("!", 19_000)) + "presence.site", string.Join("&&", Enumerable.Repeat("presence.site", 1200)), "'" + new string('a', 30_000) + "' == 'b'", "'a'.matches('" + string.Concat(Enumerable.Repeat("(a{1000}", 50)) + "')", "9223372036854775808 > customer.age" })
        {
            var read = Read($$"""{ "version": 1, "name": "n", "otherwise": "best", "rules": [{ "exclude": [], "because": "b", "when": {{JsonSerializer.Serialize(condition)}} }] }""");
            Assert.True(read.Diagnostics.Count is 1 or 2, condition[..Math.Min(40, condition.Length)]);
        }
    }

    [Fact]
    public void OpenSchema_HasEveryMemberThatIsWritten()
    {
        using var schema = JsonDocument.Parse(PolicyFile.OpenSchema());
        using var written = JsonDocument.Parse(PolicyFile.Write(ShopInCSharp));

        Assert.All(written.RootElement.EnumerateObject(), member => Assert.True(schema.RootElement.GetProperty("properties").TryGetProperty(member.Name, out _), member.Name));
        Assert.All(written.RootElement.GetProperty("caps")[0].EnumerateObject(), member => Assert.True(schema.RootElement.GetProperty("$defs").GetProperty("cap").GetProperty("properties").TryGetProperty(member.Name, out _), member.Name));
        Assert.All(written.RootElement.GetProperty("quietHours")[0].EnumerateObject(), member => Assert.True(schema.RootElement.GetProperty("$defs").GetProperty("quietHours").GetProperty("properties").TryGetProperty(member.Name, out _), member.Name));
    }

    [Fact]
    public void OpenSchema_OfWhateverIsWritten_Allows()
    {
        using var schema = JsonDocument.Parse(PolicyFile.OpenSchema());
        for (var seed = 0; seed < 400; seed++)
        {
            var check = new Routing.SchemaCheck(schema.RootElement);
            using var written = JsonDocument.Parse(PolicyFile.Write(new AnyPolicy(seed).Next()));
            check.Holds(written.RootElement);
            Assert.True(check.Wrong.Count == 0, $"seed {seed}: {string.Join('\n', check.Wrong)}\n{written.RootElement.GetRawText()}");
        }
    }

    [Theory]
    [InlineData("""{ "version": 1, "name": "n", "rules": [{ "exclude": ["sms"] }], "otherwise": "perhaps" }""")]
    [InlineData("""{ "version": 1, "name": "n", "rules": [{ "exclude": [7], "because": "b" }], "otherwise": "best" }""")]
    [InlineData("""{ "version": 1, "name": "n", "rulez": [], "otherwise": "best" }""")]
    public void OpenSchema_OfWhatNoReaderTakes_Refuses(string json)
    {
        using var schema = JsonDocument.Parse(PolicyFile.OpenSchema());
        using var bad = JsonDocument.Parse(json);
        var check = new Routing.SchemaCheck(schema.RootElement);
        check.Holds(bad.RootElement);
        Assert.NotEmpty(check.Wrong);
        Assert.Null(Read(json).Policy);
    }

    private static PolicyReadResult Read(string json) => PolicyFile.Read(Encoding.UTF8.GetBytes(json));

    private static void SameTree(Policy left, Policy right)
    {
        Assert.Equal(left.Rules.Count, right.Rules.Count);
        foreach (var (one, other) in left.Rules.Zip(right.Rules))
        {
            Assert.Equal(one.Channels, other.Channels);
            Assert.Equal(one, other with { Channels = one.Channels });
        }

        Assert.Equal(left.Plans.Count, right.Plans.Count);
        foreach (var (one, other) in left.Plans.Zip(right.Plans))
        {
            Assert.Equal(one, other with { FirstOf = one.FirstOf });
        }

        Assert.Equal(left.Caps.Select(cap => cap.ToString()), right.Caps.Select(cap => cap.ToString()));
        Assert.Equal(left.Quiet.Select(quiet => quiet.ToString()), right.Quiet.Select(quiet => quiet.ToString()));
    }
}
