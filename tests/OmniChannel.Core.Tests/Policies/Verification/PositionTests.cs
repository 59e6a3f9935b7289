using System.Text;

namespace OmniChannel.Tests.Policies.Verification;

public sealed class PositionTests
{
    private const string Shop = """
        { // a shop with slips
          "version": 1, "name": "shop",
          "caps": [{ "max": 9, "within": "7d" }],
          "rules": [
            { "exclude": ["sms"], "when": "customer.age < 18 && customer.age > 65", "because": "é, nobody" },
            { "score": ["emial"], "points": 5, "because": "mail" }, { "require": ["push"],
              "when": "presence.app && !presence.app", "because": "in the app" },
            { "score": ["push"], "points": { "table": { "by": ["customer.stage"], "rows": [["loyaltyy", 3]], "otherwise": 0 } }, "because": "stages" },
          ],
          "quietHours": [{ "from": "23:00", "until": "07:00" }],
          "plans": [{ "firstOf": ["email"], "when": "has(customer.age) && customer.age > 200", "because": "old" }],
          "otherwise": "best",
        }
        """;

    [Theory]
    [InlineData("OC2102", "rules[0].when", 5, 35)]
    [InlineData("OC2002", "rules[1].score", 6, 16)]
    [InlineData("OC2103", "rules[2].when", 7, 15)]
    [InlineData("OC2006", "rules[3].points", 8, 36)]
    [InlineData("OC2101", "plans[0].when", 11, 45)]
    [InlineData("OC2501", "caps[0]", 3, 12)]
    [InlineData("OC2403", "quietHours[0]", 10, 18)]
    public void Verify_OfAFile_SaysWhereEachFindingStands(string code, string path, int line, int column)
    {
        var report = PolicyVerifier.Verify(Read(Shop));

        Assert.Contains((code, path, line, column), report.Findings.Select(one => (one.Code, one.Place.Path, one.Place.Line, one.Place.Column)));
        Assert.Contains($"policy.json({line},{column}): ", report.ToString("policy.json"), StringComparison.Ordinal);
        Assert.Contains($" {line}:{column}: {code} ", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_OfAFile_NamesTheSafeDefaultsThatTakePart()
    {
        var cap = PolicyVerifier.Verify(Read(Shop)).Findings.Single(one => one.Code == "OC2501");

        Assert.Equal(("safeCaps", 1, 1), (cap.Related[0].Path, cap.Related[0].Line, cap.Related[0].Column));
    }

    [Fact]
    public void Verify_OfAFileOnOneLineWithAMark_CountsColumns()
    {
        var text = "{\"version\":1,\"name\":\"ü\",\"rules\":[{\"exclude\":[\"sms\"],\"when\":\"customer.age > 150\",\"because\":\"b\"}],\"otherwise\":\"best\"}";

        var found = PolicyVerifier.Verify(PolicyFile.Read(new byte[] { 0xEF, 0xBB, 0xBF }.Concat(Encoding.UTF8.GetBytes(text)).ToArray()).Policy!).Findings.Single(one => one.Code == "OC2102");

        Assert.Equal((1, text.IndexOf("\"customer.age", StringComparison.Ordinal) + 2), (found.Place.Line, found.Place.Column));
    }

    [Fact]
    public void Verify_OfAPolicyInCSharp_HasPathsAndNoLines()
    {
        var read = Read(Shop);
        var written = PolicyVerifier.Verify(read.WithRulesIn([3, 2, 1, 0]).WithRulesIn([3, 2, 1, 0]));

        Assert.All(written.Findings, one => Assert.Equal((0, 0), (one.Place.Line, one.Place.Column)));
        Assert.Contains("rules[0].when", written.Findings.Select(one => one.Place.Path));
        Assert.All(written.ToString().Split('\n'), line => Assert.Matches("^(Error|Warning|Info): OC2", line));
    }

    [Fact]
    public void Origin_IsNoPartOfThePolicy()
    {
        var read = Read(Shop);
        var moved = Read("\n\n" + Shop);
        var bare = read.WithRulesIn([0, 1, 2, 3]);

        Assert.Null(bare.Origin);
        Assert.Equal(read.Hash, bare.Hash);
        Assert.Equal(read, bare);
        Assert.Equal(read, moved);
        Assert.Equal(PolicyFile.Write(read), PolicyFile.Write(bare));
        Assert.Equal(PolicyVerifier.Verify(read).Findings.Select(one => one.Place.Line + 2), PolicyVerifier.Verify(moved).Findings.Select(one => one.Place.Line));
    }

    private static Policy Read(string text) => PolicyFile.Read(Encoding.UTF8.GetBytes(text)) is { Policy: { } policy } ? policy : throw new InvalidOperationException(PolicyFile.Read(Encoding.UTF8.GetBytes(text)).ToString());
}
