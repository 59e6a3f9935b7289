using System.Text;
using System.Text.Json;

namespace OmniChannel.Tests.Values.Json;

public sealed class JsonPartReaderTests
{
    [Theory]
    [InlineData("", "OC1001", 1, 1)]
    [InlineData("{", "OC1001", 1, 2)]
    [InlineData("{\n  \"a\": nope }", "OC1001", 2, 9)]
    [InlineData("{}x", "OC1001", 1, 3)]
    [InlineData("{\"a\":1,\n\"ä\":{\"b\":1,\"b\":2}}", "OC1005", 2, 12)]
    [InlineData("{\"a\":\"\\ud800\"}", "OC1003", 1, 6)]
    [InlineData("{\"a\":NaN}", "OC1001", 1, 6)]
    public void Read_OfBadText_IsAFindingWithItsPlace(string json, string code, int line, int column)
    {
        var (_, findings) = Read(Encoding.UTF8.GetBytes(json));

        var finding = Assert.Single(findings);
        Assert.Equal((code, line, column), (finding.Code, finding.Line, finding.Column));
    }

    [Fact]
    public void Read_OfInvalidUtf8TooLargeAndTooDeep_IsAFinding()
    {
        Assert.Equal(("OC1003", 4), Read([(byte)'{', (byte)'"', (byte)'a', 0xFF]) is var (_, f) ? (f[0].Code, f[0].Column) : default);
        Assert.Equal("OC1002", Assert.Single(Read(new byte[JsonPartReader.MaxBytes + 1]).Findings).Code);
        Assert.Equal("OC1001", Assert.Single(Read(Encoding.UTF8.GetBytes(new string('[', 1_000_000))).Findings).Code);
        Assert.Equal("OC1004", Assert.Single(Read(Encoding.UTF8.GetBytes("[" + string.Join(',', Enumerable.Repeat("1", 200_000)) + "]")).Findings).Code);
    }

    [Fact]
    public void Read_OfCommentsTrailingCommasAndAMark_Reads()
    {
        var (part, findings) = Read([.. Encoding.UTF8.Preamble, .. "{ /* why */ \"a\": [1, \"\\u00e4\", true,], // end\n }"u8]);

        Assert.Empty(findings);
        Assert.Equal(["1", "ä", ""], part!.Members[0].Value.Items.Select(item => item.Text));
        Assert.Equal("a[1]", part.Members[0].Value.Items[1].Path);
    }

    [Fact]
    public void Read_OfAnyOctets_NeverThrows()
    {
        var random = new Random(20261121);
        var alphabet = "{}[]\",:0123456789-.eE truefalsn\\u/*\n\u00e4"u8.ToArray();
        for (var round = 0; round < 3000; round++)
        {
            var octets = new byte[random.Next(200)];
            for (var i = 0; i < octets.Length; i++)
            {
                octets[i] = round % 3 == 0 ? (byte)random.Next(256) : alphabet[random.Next(alphabet.Length)];
            }

            var (part, findings) = Read(octets);
            Assert.True(part is not null || findings.Count > 0);
            Assert.Equal(IsJson(octets), part is not null && findings.All(one => one.Code == "OC1005"));
        }
    }

    private static bool IsJson(byte[] octets)
    {
        try
        {
            using var document = JsonDocument.Parse(octets, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 32 });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static (JsonPart? Part, IReadOnlyList<PolicyDiagnostic> Findings) Read(byte[] octets)
    {
        var findings = new JsonFindings(octets);
        return (JsonPartReader.Read(octets, findings), findings.All);
    }
}
