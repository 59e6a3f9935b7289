using System.Text;
using System.Text.Json.Nodes;
using OmniChannel.Email;
using OmniChannel.Tests.Email.Dkim;

namespace OmniChannel.Tests.Email.Received;

public sealed class RawMailTests
{
    // Python's email package writes mails in many forms, and says what is in them.
    private const string Script = """
        import sys, json, base64
        from email.message import EmailMessage
        from email.policy import SMTP
        json.load(sys.stdin)
        out = []
        def add(m, text, html): out.append({'mail': base64.b64encode(m.as_bytes(policy=SMTP)).decode(), 'text': text, 'html': html})
        for charset, words in [('utf-8', 'Grüße 👢'), ('iso-8859-1', 'Grüße'), ('windows-1252', 'Grüße – €'), ('koi8-r', 'Привет'), ('gb2312', '你好'), ('shift_jis', 'こんにちは'), ('us-ascii', 'Hello')]:
            for cte in ['base64', 'quoted-printable', '8bit']:
                if cte == '8bit' and charset == 'us-ascii': continue
                text = words + ' = ' + 'x' * 100 + '\r\n\r\nbye\r\n'
                m = EmailMessage(); m['From'] = 'Ada <ada@example.com>'; m['Subject'] = words; m['Message-ID'] = '<1@example.com>'
                m.set_content(text.replace('\r\n', '\n'), charset=charset, cte=cte)
                add(m, text, None)
                m.add_alternative('<p>' + words + '</p>\n', subtype='html', charset=charset, cte=cte)
                m.add_attachment(b'\x00\r\n--x', maintype='image', subtype='png', filename='a.png')
                m.add_attachment('not this', filename='b.txt')
                add(m, text, '<p>' + words + '</p>\r\n')
        m = EmailMessage(); m['From'] = 'ada@example.com'; m.set_content('<b>x</b>\n', subtype='html'); add(m, None, '<b>x</b>\r\n')
        m = EmailMessage(); m['From'] = 'ada@example.com'; m.add_attachment(b'x', maintype='application', subtype='pdf', filename='a.pdf'); add(m, None, None)
        json.dump(out, sys.stdout)
        """;

    [Fact]
    public async Task Read_WhatPythonWrites_HasTheSameWords()
    {
        var mails = await SystemPython.AskAsync("email", Script, []);

        Assert.True(mails.Count > 40);
        foreach (var mail in mails)
        {
            var read = RawMail.Read(Convert.FromBase64String((string)mail!["mail"]!));
            // Python puts line breaks of its own under base64.
            Assert.Equal(((string?)mail["text"], (string?)mail["html"]), (read.Text?.ReplaceLineEndings("\r\n"), read.Html?.ReplaceLineEndings("\r\n")));
            Assert.Equal("ada@example.com", Mailbox.AddressIn(read.Headers["from"]));
        }
    }

    [Theory]
    [InlineData("From: a@b.example\n\nunix lines\n", "unix lines\r\n")]
    [InlineData("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nwithout an end\r\n--b\r\n", "without an end")]
    [InlineData("Content-Type: multipart/mixed; boundary=b\r\n\r\nno parts", null)]
    [InlineData("Content-Type: text/plain; charset=klingon\r\n\r\nü", "ü")]
    [InlineData("Content-Type: text/plain; charset=utf-7\r\n\r\n+AGE-", "+AGE-")]
    [InlineData("Content-Transfer-Encoding: base64\r\n\r\naGVs\r\nbG8=%%%", "hello")]
    [InlineData("Content-Transfer-Encoding: quoted-printable\r\n\r\na=3D=\r\nb=zz=", "a=b=zz=")]
    [InlineData("\r\nno header", "no header")]
    [InlineData("no body at all", null)]
    [InlineData("", null)]
    public void Read_AnOddMail_IsWhatCanBeRead(string mail, string? text) => Assert.Equal(text ?? "", RawMail.Read(Encoding.UTF8.GetBytes(mail)).Text ?? "");

    [Fact]
    public void Read_PartsInPartsInParts_StopsAtEightLevels()
    {
        var mail = new StringBuilder();
        for (var level = 0; level < 5_000; level++)
        {
            mail.Append("Content-Type: multipart/mixed; boundary=b").Append(level).Append("\r\n\r\n--b").Append(level).Append("\r\n");
        }

        Assert.Null(RawMail.Read(Encoding.UTF8.GetBytes(mail.Append("\r\nwords").ToString())).Text);
    }

    [Fact]
    public void Read_Spoilt_IsSomething()
    {
        const string mail = "From: a@b.example\r\nContent-Type: multipart/alternative; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nGr=FC=DFe=\r\n you\r\n--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+eDwvcD4=\r\n--b--\r\n";
        var words = 0;
        foreach (var body in Mutations.Of(mail, 5_000, seed: 73))
        {
            words += RawMail.Read(body).Text is { Length: > 0 } ? 1 : 0;
        }

        Assert.True(words is > 1_000 and < 5_000, $"{words} had words.");
    }
}
