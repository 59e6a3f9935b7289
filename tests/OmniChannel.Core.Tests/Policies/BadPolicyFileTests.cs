using System.Text;

namespace OmniChannel.Tests.Policies;

/// <summary>Whatever a file holds, it is read, or refused at a place, within bounded memory; what is read is verified.</summary>
public sealed class BadPolicyFileTests
{
    private const string Shop = """
        { "version": 1, "name": "shop", "otherwise": "best",
          "rules": [
            { "exclude": ["sms"], "when": "cart.total < money('20.00 EUR')", "because": "small carts" },
            { "score": ["push"], "points": 30, "when": "customer.device == 2 && !presence.site", "because": "the phone" } ],
          "plans": [{ "firstOf": ["push", "email"], "when": "message.urgency >= urgency.high", "because": "urgent" }],
          "caps": [{ "max": 3, "within": "7d" }] }
        """;

    [Theory]
    [InlineData("include")]
    [InlineData("extends")]
    [InlineData("$ref")]
    public void Read_OfAFileThatIncludesAnother_IsRefusedThere(string member)
    {
        var found = Assert.Single(Read(Shop.Replace("\"name\"", $"\"{member}\": \"policy.json\", \"name\"", StringComparison.Ordinal)).Diagnostics);

        Assert.Equal(("OC1006", member, 1, 17 + member.Length + 4), (found.Code, found.Path, found.Line, found.Column));
        Assert.Contains("includes no other", found.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string> Hostile => new()
    {
        { "nested lists", new string('[', 400_000), "OC1001" },
        { "nested objects", string.Concat(Enumerable.Repeat("{\"a\":", 150_000)), "OC1001" },
        { "a name of a megabyte", Shop.Replace("\"shop\"", "\"" + new string('a', 1_000_000) + "\"", StringComparison.Ordinal), "OC1009" },
        { "a condition of a megabyte", Shop.Replace("message.urgency >= urgency.high", new string('(', 1_000_000), StringComparison.Ordinal), "OC1009" },
        { "a number of a megabyte", Shop.Replace("30", new string('9', 1_000_000), StringComparison.Ordinal), "OC1009" },
        { "a member's name of a megabyte", Shop.Replace("\"points\"", "\"" + new string('p', 1_000_000) + "\"", StringComparison.Ordinal), "OC1006" },
        { "too many values", "[" + string.Concat(Enumerable.Repeat("1,", 500_000)) + "1]", "OC1004" },
        { "too many rules", Shop.Replace("\"rules\": [", "\"rules\": [" + string.Concat(Enumerable.Repeat("{},", 60_000)), StringComparison.Ordinal), "OC1004" },
        { "half of a pair", Shop.Replace("\"shop\"", "\"\\ud800\"", StringComparison.Ordinal), "OC1003" },
        { "a comment without an end", "/*" + new string('*', 900_000), "OC1001" },
        { "nothing", "", "OC1001" },
        { "an octet more than is read", Shop + new string(' ', PolicyFile.MaxLength - Shop.Length + 1), "OC1002" },
        { "an octet more, and no JSON", new string('[', PolicyFile.MaxLength + 1), "OC1002" },
        { "no number in JSON", Shop.Replace("30", "-Infinity", StringComparison.Ordinal), "OC1001" },
        { "no number in a condition", Shop.Replace("customer.device == 2", "customer.age > NaN", StringComparison.Ordinal), "OC1013" },
        { "more than 64 bits", Shop.Replace("customer.device == 2", "customer.age > 9223372036854775808", StringComparison.Ordinal), "OC1012" },
        { "more than 64 bits, in JSON", Shop.Replace("30", "9223372036854775808", StringComparison.Ordinal), "OC1009" },
        { "a time longer than time", Shop.Replace("7d", "99999999999999999999d", StringComparison.Ordinal), "OC1010" },
        { "money of more than 64 bits", Shop.Replace("20.00 EUR", "99999999999999999999.00 EUR", StringComparison.Ordinal), "OC1010" },
        { "an unknown fact", Shop.Replace("cart.total", "cart.totl", StringComparison.Ordinal), "OC1013" },
        { "an unknown fact in points", Shop.Replace("\"points\": 30", "\"points\": { \"steps\": { \"of\": \"cart.hours\", \"ladder\": [[1, 2]] } }", StringComparison.Ordinal), "OC1006" },
        { "a wrong type in a condition", Shop.Replace("customer.device == 2", "customer.device == 'phone'", StringComparison.Ordinal), "OC1013" },
        { "a wrong type in JSON", Shop.Replace("[\"sms\"]", "\"sms\"", StringComparison.Ordinal), "OC1008" },
        { "a member twice", Shop.Replace("\"name\"", "\"version\": 1, \"name\"", StringComparison.Ordinal), "OC1005" },
        { "a pattern that would explode", Shop.Replace("customer.device == 2", "customer.country.matches('((((a{30}){30}){30}){30})')", StringComparison.Ordinal), "OC1013" },
        { "a pattern that is none", Shop.Replace("customer.device == 2", "customer.country.matches('(a')", StringComparison.Ordinal), "OC1013" },
        { "a condition of nots", Shop.Replace("customer.device == 2", new string('!', 19_000) + "presence.app", StringComparison.Ordinal), "OC1012" },
        { "a fact declared twice", Shop.Replace("\"rules\"", "\"facts\": [{ \"name\": \"custom.a\", \"type\": \"text\", \"description\": \"A.\" }, { \"name\": \"custom.a\", \"type\": \"text\", \"values\": [\"x\"], \"description\": \"A.\" }], \"rules\"", StringComparison.Ordinal), "OC1005" },
        { "an endless expression", Shop.Replace("customer.device == 2", "[1,2,3].all(a, [1,2,3].all(b, [1,2,3].all(c, [1,2,3].all(d, a + b + c + d > 0 && e > 0))))", StringComparison.Ordinal), "OC1013" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Read_OfAHostileFile_IsRefusedAtAPlaceWithinBounds(string what, string text, string code)
    {
        var octets = Encoding.UTF8.GetBytes(text);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var read = PolicyFile.Read(octets);

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 100 * 1024 * 1024, what);
        Assert.Contains(code, read.Diagnostics.Select(one => one.Code));
        Assert.All(read.Diagnostics, one => Assert.True(one is { Line: >= 1, Column: >= 1, Message.Length: < 1000, Path.Length: < 400 }, what));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Read_OfAMillionRandomOctets_IsOneFindingAtAPlaceWithinBounds(int seed)
    {
        var octets = new byte[1_000_000];
        new Random(seed).NextBytes(octets);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var found = Assert.Single(PolicyFile.Read(octets).Diagnostics);

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4 * octets.Length);
        Assert.True(found is { Code: "OC1003", Line: >= 1, Column: >= 1 }, found.ToString());
    }

    [Fact]
    public void Read_OfOctetsThatAreNoText_SaysWhere()
    {
        byte[] octets = [.. Encoding.UTF8.GetBytes(Shop)];
        octets[Shop.IndexOf("small", StringComparison.Ordinal)] = 0xFF;

        var found = Assert.Single(PolicyFile.Read(octets).Diagnostics);

        Assert.Equal(("OC1003", 3, Shop.Split('\n')[2].IndexOf("small", StringComparison.Ordinal) + 1), (found.Code, found.Line, found.Column));
    }

    [Fact]
    public void Verify_OfWhateverWasReadOfBrokenFiles_Ends()
    {
        var random = new Random(20261122);
        string[] words = ["<", ">=", "==", "!=", "&&", "||", "!", "0", "-1", "2147483648", "customer.age", "presence.site", "[]", "[\"email\"]", "\"*\"", "has(cart.total)", "money('1 USD')", "true", "channel.name", "1m", "31d"];
        var verified = 0;
        for (var round = 0; round < 1500; round++)
        {
            var text = new StringBuilder(Shop);
            for (var i = random.Next(1, 3); i > 0; i--)
            {
                var at = random.Next(text.Length - 30);
                var end = at + random.Next(1, 4);
                text.Remove(at, end - at).Insert(at, random.Next(3) == 0 ? words[random.Next(words.Length)] : $"{(char)random.Next(32, 127)}");
            }

            if (Read(text.ToString()).Policy is { } policy)
            {
                var report = PolicyVerifier.Verify(policy);
                Assert.All(report.Findings, one => Assert.True(one.Place is { Line: >= 1, Column: >= 1 }));
                verified++;
            }
        }

        Assert.InRange(verified, 50, 1450);
    }

    private static PolicyReadResult Read(string text) => PolicyFile.Read(Encoding.UTF8.GetBytes(text));
}
