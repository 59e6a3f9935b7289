using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OmniChannel.Delivery;
using OmniChannel.Email;
using OmniChannel.Wire;

namespace OmniChannel.Tests.Email;

public sealed class EmailComposerTests
{
    private static readonly EmailSender Shop = new() { From = "shop@example.test", FromName = "Bücher & Café", ReturnPath = "bounce@example.test" };

    [Fact]
    public async Task Compose_TextAndHtml_IsReadByAnotherParser()
    {
        var message = Mail.To("alice@example.test", subject: "Grüße: 20 % auf Käse 🧀", text: "Hallo Alice,\n\n. ein Punkt\nFrom hier\nfertig", html: "<p>Grüße</p>\n") with { RecipientName = "Ålice \"A\" Müller" };
        var read = await PythonMime.ReadAsync(Octets(message));
        Assert.Empty(read.Defects);
        Assert.Equal("multipart/alternative", read.Type);
        Assert.Equal("Grüße: 20 % auf Käse 🧀", read["Subject"]);
        Assert.Equal(new ReadMailbox("Bücher & Café", "shop@example.test"), Assert.Single(read.From));
        Assert.Equal(new ReadMailbox("Ålice \"A\" Müller", "alice@example.test"), Assert.Single(read.To));
        Assert.Equal("Sat, 21 Nov 2026 09:05:00 +0000", read["Date"]);
        Assert.Equal("1.0", read["MIME-Version"]);
        Assert.Equal(["text/plain", "text/html"], read.Parts.Select(static part => part.Type));
        Assert.Equal("Hallo Alice,\n\n. ein Punkt\nFrom hier\nfertig", Unix(read.Parts[0].Text));
        Assert.Equal("<p>Grüße</p>\n", Unix(read.Parts[1].Text));
        Assert.All(read.Parts, static part => Assert.Equal("utf-8", part.Charset));
    }

    [Fact]
    public async Task Compose_TextOnly_IsOnePart()
    {
        var read = await PythonMime.ReadAsync(Octets(Mail.To("alice@example.test")));
        Assert.Equal("text/plain", read.Type);
        Assert.Equal("7bit", read.Parts[0].Encoding);
        Assert.Equal("Hello Alice", read.Parts[0].Text.TrimEnd());
    }

    [Fact]
    public async Task Compose_UnsubscribeLink_GivesOneClickFields()
    {
        var message = Mail.To("alice@example.test") with { UnsubscribeLink = new Uri("https://shop.example/u?t=abc%2Fd&x=1,2") };
        var read = await PythonMime.ReadAsync(Octets(message, Shop with { UnsubscribeMailbox = "leave@example.test" }));
        Assert.Equal("<https://shop.example/u?t=abc%2Fd&x=1,2>, <mailto:leave@example.test?subject=unsubscribe>", read["List-Unsubscribe"]);
        Assert.Equal("List-Unsubscribe=One-Click", read["List-Unsubscribe-Post"]);
        Assert.Null(read["Auto-Submitted"]);
    }

    [Fact]
    public async Task Compose_UnsubscribeLinkWithoutTls_PromisesNoOneClick()
    {
        var read = await PythonMime.ReadAsync(Octets(Mail.To("alice@example.test") with { UnsubscribeLink = new Uri("http://bücher.example/u") }));
        Assert.Equal("<http://xn--bcher-kva.example/u>", read["List-Unsubscribe"]);
        Assert.Null(read["List-Unsubscribe-Post"]);
    }

    [Fact]
    public async Task Compose_Transactional_IsMarkedAsAutomatic()
    {
        var read = await PythonMime.ReadAsync(Octets(Mail.To("alice@example.test") with { Purpose = Purpose.Transactional }));
        Assert.Equal("auto-generated", read["Auto-Submitted"]);
        Assert.Null(read["List-Unsubscribe"]);
    }

    [Fact]
    public async Task Compose_LinkNotInTheText_FollowsIt()
    {
        var content = new RenderedContent { Text = "See it", Link = new Uri("https://shop.example/cart") };
        var read = await PythonMime.ReadAsync(Octets(Mail.To("alice@example.test") with { Content = content }));
        Assert.Equal("See it\n\nhttps://shop.example/cart", Unix(read.Parts[0].Text).TrimEnd());
        read = await PythonMime.ReadAsync(Octets(Mail.To("alice@example.test") with { Content = content with { Text = "At https://shop.example/cart now" } }));
        Assert.Equal("At https://shop.example/cart now", read.Parts[0].Text.TrimEnd());
    }

    [Fact]
    public void Compose_SameMessageTwice_GivesTheSameBytes()
    {
        var message = Mail.To("alice@example.test", html: "<p>é</p>");
        Assert.Equal(Octets(message), Octets(message));
    }

    [Fact]
    public void Compose_MessageId_ComesFromKeyTenantAndSender()
    {
        var message = Mail.To("alice@example.test");
        var id = Compose(message).MessageId;
        Assert.Matches("^<[0-9a-f]{32}@example\\.test>$", id);
        Assert.Equal(id, Compose(message with { Content = new RenderedContent { Text = "other" } }).MessageId);
        Assert.NotEqual(id, Compose(message with { IdempotencyKey = "k2" }).MessageId);
        Assert.NotEqual(id, Compose(message with { Tenant = new TenantId("other") }).MessageId);
        Assert.EndsWith("@other.test>", Compose(message, Shop with { From = "shop@other.test" }).MessageId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\r\nBcc: x@example.test")]
    [InlineData("a\nb")]
    [InlineData("a\rb")]
    [InlineData("a\0b")]
    [InlineData("a\u000bb")]
    public void Compose_LineBreakInAHeaderValue_IsRefusedWithAReason(string value)
    {
        Assert.Contains("subject", Problem(Mail.To("alice@example.test", subject: value)), StringComparison.Ordinal);
        Assert.Contains("name", Problem(Mail.To("alice@example.test") with { RecipientName = value }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://shop.example")]
    [InlineData("HTTPS://Shop.Example:443/a/../b/./ü?q=ü%20x&y=%C3%BC#top")]
    [InlineData("http://ada@shop.example:8080/%41%7E~?x=[1]")]
    [InlineData("https://[2001:db8::1]/u")]
    [InlineData("https://192.0.2.1/u?a=b c")]
    [InlineData("https://bücher.example/ü")]
    public void Compose_AnyLink_IsSpeltInAscii(string link)
    {
        var uri = new Uri(link);
        var spelt = new UriBuilder(uri) { Host = uri.IdnHost }.Uri.GetComponents(UriComponents.AbsoluteUri, UriFormat.UriEscaped);

        Assert.Contains($"List-Unsubscribe: <{spelt}>\r\n", Encoding.ASCII.GetString(Octets(Mail.To("alice@example.test") with { UnsubscribeLink = uri })), StringComparison.Ordinal);
    }

    [Fact]
    public void Compose_UnusableUnsubscribeLink_IsRefusedWithAReason()
    {
        var message = Mail.To("alice@example.test");
        Assert.Contains("https", Problem(message with { UnsubscribeLink = new Uri("/u", UriKind.Relative) }), StringComparison.Ordinal);
        Assert.Contains("https", Problem(message with { UnsubscribeLink = new Uri("javascript:alert(1)") }), StringComparison.Ordinal);
        Assert.Contains("longer", Problem(message with { UnsubscribeLink = new Uri("https://shop.example/" + new string('a', 900)) }), StringComparison.Ordinal);
    }

    [Fact]
    public void Compose_AnyText_IsSevenBitWithShortLinesAndNoForeignHeader() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Texts.Any, Texts.Any, Texts.Any, (subject, name, body) =>
        {
            var message = Mail.To("alice@example.test", subject: subject, text: body, html: body) with { RecipientName = name, UnsubscribeLink = new Uri("https://shop.example/u") };
            if (!EmailComposer.TryCompose(message, Shop with { FromName = name }, out var email, out var problem))
            {
                return Texts.HasControl(subject) || Texts.HasControl(name);
            }

            var text = Encoding.Latin1.GetString(email.Octets.Span);
            var lines = text.Split("\r\n");
            var fields = lines.TakeWhile(static line => line.Length > 0).Where(static line => line[0] is not (' ' or '\t')).Select(static line => line[..line.IndexOf(':', StringComparison.Ordinal)]);
            string[] known = ["Date", "From", "To", "Message-ID", "Subject", "List-Unsubscribe", "List-Unsubscribe-Post", "MIME-Version", "Content-Type"];
            return problem is null && text.All(char.IsAscii) && text.EndsWith("\r\n", StringComparison.Ordinal)
                && lines.All(static line => line.Length <= 76 && !line.Contains('\n', StringComparison.Ordinal) && !line.Contains('\r', StringComparison.Ordinal))
                && fields.SequenceEqual(known.Where(field => field != "Subject" || !string.IsNullOrEmpty(subject)));
        }));

    [Fact]
    public async Task Compose_ManyRandomMessages_AreReadBackByAnotherParser()
    {
        var messages = Texts.Any.Generator.Where(static text => !Texts.HasControl(text) && !Texts.ConfusesPython(text)).Sample(300, 200)
            .Chunk(3).Where(static chunk => chunk.Length == 3)
            .Select(static chunk => Mail.To("alice@example.test", subject: chunk[0], text: chunk[1], html: chunk[1]) with { RecipientName = chunk[2] })
            .ToList();
        Assert.True(messages.Count > 40);
        var read = await PythonMime.ReadAsync(messages.Select(static message => Octets(message)), TestContext.Current.CancellationToken);
        foreach (var (message, mail) in messages.Zip(read))
        {
            Assert.Empty(mail.Defects);
            Assert.Equal(Texts.Whole(message.Content.Subject!), mail["Subject"] ?? "");
            Assert.Equal(Texts.Whole(message.RecipientName!).Trim(), Assert.Single(mail.To).Name);
            Assert.Equal(2, mail.Parts.Length);
            Assert.All(mail.Parts, part => Assert.Equal(Unix(Texts.Whole(message.Content.Text)), Unix(part.Text)));
        }
    }

    [Fact]
    public async Task Compose_NonAsciiLocalPart_IsWrittenAsItIs()
    {
        var email = Compose(Mail.To("josé@example.test"));
        Assert.True(email.NeedsSmtpUtf8);
        Assert.False(Compose(Mail.To("alice@example.test")).NeedsSmtpUtf8);
        var read = await PythonMime.ReadAsync(email.Octets.ToArray());
        Assert.Equal("josé@example.test", Assert.Single(read.To).Address);
    }

    [Fact]
    public void Compose_FullMailIntoBorrowedMemory_AllocatesHardlyMoreThanItsName()
    {
        var message = Mail.To("alice@example.test", html: "<p>Your cart is waiting</p>") with { RecipientName = "Alice Liddell", UnsubscribeLink = new("https://shop.example/u") };
        message = message with { Content = message.Content with { Link = new("https://shop.example/cart") } };
        var sender = Shop with { FromName = "Shop" };
        using var octets = new PooledBytes();
        var least = long.MaxValue;

        // Until the compiler has done its best, which takes a while on a busy machine.
        for (var turn = 0; turn < 50 || (least > 400 && turn < 200_000); turn++)
        {
            octets.Clear();
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.True(EmailComposer.TryCompose(message, sender, octets, out _, out _));
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.InRange(least, 0, 400);
    }

    private static string Unix(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    private static byte[] Octets(OutgoingMessage message, EmailSender? sender = null) => Compose(message, sender).Octets.ToArray();

    private static EmailMessage Compose(OutgoingMessage message, EmailSender? sender = null)
    {
        Assert.True(EmailComposer.TryCompose(message, sender ?? Shop, out var email, out var problem), problem);
        return email;
    }

    private static string Problem(OutgoingMessage message)
    {
        Assert.False(EmailComposer.TryCompose(message, Shop, out _, out var problem));
        return problem;
    }
}
