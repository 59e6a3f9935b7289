using System.Text;
using System.Text.RegularExpressions;
using OmniChannel.Delivery;
using OmniChannel.Email;

namespace OmniChannel.Tests.Email.Dkim;

public sealed class DkimSignerTests
{
    // RFC 6376 section 3.4.5.
    [Theory]
    [InlineData("A", " X\r\n", "a:X")]
    [InlineData("B ", " Y\t\r\n\tZ  ", "b:Y Z")]
    public void Field_OfTheRfc_IsRelaxed(string name, string value, string expected) => Assert.Equal(expected, DkimCanonical.Field(name, value));

    [Theory]
    [InlineData(" C \r\nD \t E\r\n\r\n\r\n", " C\r\nD E\r\n")]
    [InlineData("", "")]
    [InlineData("\r\n", "")]
    [InlineData("no end", "no end\r\n")]
    [InlineData("\t\r\na\r\n \r\n", "\r\na\r\n")]
    public void Body_OfTheRfc_IsRelaxed(string body, string expected) => Assert.Equal(expected, DkimCanonical.Body(body));

    [Fact]
    public async Task Sign_EveryMail_IsBelievedByPythonsDkimAndNoChangedOneIs()
    {
        OutgoingMessage[] messages =
        [
            Mail.To("alice@example.test") with { UnsubscribeLink = new("https://shop.example/u?t=0123456789abcdef") },
            Mail.To("alice@example.test", html: "<p>é</p>\n\n\n", text: " \n\n. \t x\n"),
            Mail.To("josé@example.test", subject: "用户 " + new string('ü', 300), text: new string('é', 5_000)),
            Mail.To("alice@example.test", subject: null, text: "") with { Purpose = Purpose.Transactional, RecipientName = "O\"Neil, Ann" },
        ];
        var signed = messages.Select(Signed).ToList();
        var unsubscribe = Encoding.Latin1.GetString(signed[0]);

        Assert.All(await DkimKeys.VerdictsAsync(signed), verdicts => Assert.Equal([true, true], verdicts));
        string[] changed =
        [
            unsubscribe.Replace("Hello", "Hallo", StringComparison.Ordinal),
            unsubscribe.Replace("u?t=", "u?x=", StringComparison.Ordinal),
            unsubscribe.Replace("List-Unsubscribe=One-Click", "List-Unsubscribe=Two-Click", StringComparison.Ordinal),
            unsubscribe.Replace("Subject: ", "Subject: Re: ", StringComparison.Ordinal),
            unsubscribe.Replace("\r\nTo: ", "\r\nFrom: Somebody <else@example.test>\r\nTo: ", StringComparison.Ordinal),
            unsubscribe.Replace("\r\nTo: ", "\r\nReply-To: else@example.test\r\nTo: ", StringComparison.Ordinal),
            unsubscribe.Replace("t=1795", "t=1796", StringComparison.Ordinal),
        ];
        Assert.All(changed, text => Assert.NotEqual(unsubscribe, text));
        Assert.All(await DkimKeys.VerdictsAsync(changed.Select(DkimKeys.Latin1)), verdicts => Assert.Equal([false, false], verdicts));
        // White space that a server adds is forgiven.
        var forgiven = Assert.Single(await DkimKeys.VerdictsAsync([DkimKeys.Latin1(unsubscribe.Replace("Hello Alice", "Hello  Alice \t", StringComparison.Ordinal) + "\r\n\r\n")]));
        Assert.Equal([true, true], forgiven);
    }

    [Fact]
    public void Sign_Twice_GivesTheSameBytesInShortLines()
    {
        var (first, second) = (Signed(Mail.To("alice@example.test")), Signed(Mail.To("alice@example.test")));

        Assert.Equal(first, second);
        var header = Regex.Replace(Encoding.Latin1.GetString(first).Split("\r\nDate:")[0], "\r\n ", " ");
        Assert.Equal(2, header.Split("\r\n").Length);
        Assert.All(Encoding.Latin1.GetString(first).Split("\r\n"), line => Assert.True(line.Length <= 100, line));
        Assert.Matches("^DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example\\.test; s=rsa-1; t=[0-9]+; h=date:from:to:message-id:subject:", header);
        Assert.Contains("\r\nDKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed; d=example.test; s=ed-1;", header, StringComparison.Ordinal);
    }

    [Fact]
    public void Sign_WithTheWayOut_CoversItTwice()
    {
        var header = Encoding.Latin1.GetString(Signed(Mail.To("alice@example.test") with { UnsubscribeLink = new("https://shop.example/u") }));
        var names = Regex.Match(Regex.Replace(header, "\r\n ", ""), "h=([^;]+);").Groups[1].Value.Split(':');

        Assert.Equal(2, names.Count(name => name == "list-unsubscribe"));
        Assert.Equal(2, names.Count(name => name == "list-unsubscribe-post"));
        Assert.Equal(2, names.Count(name => name == "from"));
    }

    [Fact]
    public void Sign_WithoutAKey_ChangesNothing()
    {
        Assert.True(EmailComposer.TryCompose(Mail.To("alice@example.test"), EmailSender.Of(Mail.Account("h", 1)), out var email, out _));
        Assert.Same(email, DkimSigner.Of(Mail.Account("h", 1), "example.test").Sign(email, DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public async Task Problems_OfWrongKeys_AreNamedWithoutAByteOfThem()
    {
        using var small = System.Security.Cryptography.RSA.Create(512);
        using var big = System.Security.Cryptography.RSA.Create(2048);
        var options = Mail.Account("localhost", 25);
        options.DkimDomain = "not a domain";
        foreach (var key in new DkimKey[]
        {
            new() { Selector = "a b", PrivateKey = "secret" }, new() { Selector = "s", PrivateKey = small.ExportRSAPrivateKeyPem() }, new() { Selector = "s", PrivateKey = big.ExportSubjectPublicKeyInfoPem() },
            new() { Selector = "s", PrivateKeyFile = "/nowhere/key.pem" }, new() { Selector = "s" }, new() { Selector = "s", PrivateKey = DkimKeys.Ed25519Pem }, new() { Selector = "s", PrivateKey = big.ExportPkcs8PrivateKeyPem() },
        })
        {
            options.DkimKeys.Add(key);
        }

        var problems = SmtpOptionsCheck.Problems(options);

        Assert.Equal(["DkimDomain", "DkimKeys[0].Selector", "DkimKeys[0].PrivateKey", "DkimKeys[1].PrivateKey", "DkimKeys[2].PrivateKey", "DkimKeys[3].PrivateKeyFile", "DkimKeys[4].PrivateKeyFile"], problems.Select(problem => problem.Split(' ')[0]));
        Assert.DoesNotContain(problems, problem => problem.Contains("secret", StringComparison.Ordinal) || problem.Contains("MII", StringComparison.Ordinal));
        var file = Path.Combine(Directory.CreateTempSubdirectory("omnichannel-dkim-").FullName, "key.pem");
        await File.WriteAllTextAsync(file, DkimKeys.RsaPem, TestContext.Current.CancellationToken);
        Assert.Equal("rsa-sha256", DkimKeyCheck.Read(new() { Selector = "s", PrivateKeyFile = file }).Algorithm);
    }

    private static byte[] Signed(OutgoingMessage message)
    {
        var options = Mail.Account("localhost", 25);
        options.SignByBoth();
        Assert.True(EmailComposer.TryCompose(message, EmailSender.Of(options), out var email, out var problem), problem);
        return DkimSigner.Of(options, "example.test").Sign(email, message.CreatedAt).Octets.ToArray();
    }
}
