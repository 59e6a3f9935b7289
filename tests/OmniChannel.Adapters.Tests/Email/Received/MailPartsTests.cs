using OmniChannel.Email;

namespace OmniChannel.Tests.Email.Received;

/// <summary>The small readers of what stands in a mail: who wrote, whether a machine did, what is answered, what of it is new.</summary>
public sealed class MailPartsTests
{
    [Theory]
    [InlineData("ada@EXAMPLE.com", "ada@example.com")]
    [InlineData("Ada <ada@example.com>", "ada@example.com")]
    [InlineData("\"Ada <x@y.example>, \\\"C\\\"\" <ada@example.com> (at (home) <z@z.example>)", "ada@example.com")]
    [InlineData("(a, b) ada@example.com", "ada@example.com")]
    [InlineData("ada@example.com, bob@example.com", "ada@example.com")]
    [InlineData("Ada <ada@example.com>, Bob <bob@example.com>", "ada@example.com")]
    [InlineData("shop@bank.example <ada@example.com>", "ada@example.com")]
    [InlineData("Ада <ada@пример.example>", "ada@xn--e1afmkfd.example")]
    [InlineData("", null)]
    [InlineData("Ada", null)]
    [InlineData("<>", null)]
    [InlineData("\"ada@example.com", null)]
    [InlineData("((((ada@example.com", null)]
    [InlineData("Ada <ada@example.com", "ada@example.com")]
    public void AddressIn_AFromField_IsTheMailboxes(string field, string? expected) => Assert.Equal(expected, Mailbox.AddressIn(field));

    [Theory]
    [InlineData("Subject: Re: Your cart", false)]
    [InlineData("Auto-Submitted: no", false)]
    [InlineData("auto-submitted: No; x=y", false)]
    [InlineData("Precedence: first-class", false)]
    [InlineData("Return-Path: <ada@example.com>", false)]
    [InlineData("Content-Type: multipart/alternative; boundary=x", false)]
    [InlineData("Auto-Submitted: auto-replied", true)]
    [InlineData("AUTO-SUBMITTED: auto-generated (vacation)", true)]
    [InlineData("Precedence: bulk", true)]
    [InlineData("Precedence: Auto_Reply", true)]
    [InlineData("X-Autoreply: yes", true)]
    [InlineData("Return-Path: <>", true)]
    [InlineData("Content-Type: multipart/report;\r\n\treport-type=delivery-status", true)]
    public void Is_ByItsHeader_WhatAMachineWrote(string header, bool expected) => Assert.Equal(expected, AutomaticMail.Is(MailHeaders.Of(header), "ada@example.com", null));

    [Theory]
    [InlineData("MAILER-DAEMON@mx.example.com", null, true)]
    [InlineData("postmaster@mx.example.com", null, true)]
    [InlineData("ada@example.com", "", true)]
    [InlineData("ada@example.com", "<>", true)]
    [InlineData("ada@example.com", "ada@example.com", false)]
    public void Is_ByWhoSentIt_WhatAMachineWrote(string from, string? envelope, bool expected) => Assert.Equal(expected, AutomaticMail.Is(MailHeaders.Of(""), from, envelope));

    [Theory]
    [InlineData("In-Reply-To: <abc@ours>", "abc")]
    [InlineData("In-Reply-To: <x@theirs> <abc@ours>", "abc")]
    [InlineData("In-Reply-To: <x@theirs>\r\nReferences: <first@ours>\r\n\t<second@ours> <y@theirs>", "second")]
    [InlineData("References: <first@ours> <second@ours>\r\nIn-Reply-To: <abc@ours>", "abc")]
    [InlineData("In-Reply-To: Your message of Friday <abc@ours>", "abc")]
    [InlineData("In-Reply-To: <x@theirs>", null)]
    [InlineData("In-Reply-To: abc@ours", null)]
    [InlineData("In-Reply-To: <@ours> <> <<@>", null)]
    [InlineData("Subject: hello", null)]
    public void In_TheFieldsOfAnAnswer_TheMessageOfOurs(string header, string? expected) =>
        Assert.Equal(expected, AnsweredMessage.In(MailHeaders.Of(header), static (local, domain) => domain == "ours" ? local : null));

    [Theory]
    [InlineData("Yes please", "Yes please")]
    [InlineData("Stop\r\n\r\nOn Mon, 1 Jan 2026 at 10:00, Shop <shop@example.com> wrote:\r\n\r\n> Your boots\r\n> are here\r\n", "Stop")]
    [InlineData("Stop\n\nOn Mon, 1 Jan 2026 at 10:00, Shop\n<shop@example.com>\nwrote:\n> Your boots", "Stop")]
    [InlineData("Stop\n\nAm 01.01.2026 um 10:00 schrieb Shop:\n> Your boots", "Stop")]
    [InlineData("Stop\n> Your boots", "Stop")]
    [InlineData("> Your boots are here\n\nWhich size?", "> Your boots are here\n\nWhich size?")]
    [InlineData("> boots\nYes\n> tent\nNo\n> rope", "> boots\nYes\n> tent\nNo")]
    [InlineData("Fine\n\n-----Original Message-----\nFrom: Shop\nYour boots", "Fine")]
    [InlineData("Fine\n\n________________________________\nFrom: Shop", "Fine")]
    [InlineData("My list:\n> 1 is a quotation", "My list:")]
    [InlineData("> only a quotation", "> only a quotation")]
    [InlineData("My sizes 42:\nall", "My sizes 42:\nall")]
    [InlineData("", "")]
    public void Strip_AnAnswer_LeavesWhatIsNew(string text, string expected) => Assert.Equal(expected, QuotedText.Strip(text));

    [Theory]
    [InlineData("<p>Stop</p>", "Stop")]
    [InlineData("<html><head><title>x</title><style>p{}</style></head><body>Fish &amp; <b>chips</b><br>please &lt;3</body></html>", "Fish & chips\nplease <3")]
    [InlineData("Stop<div class=\"gmail_quote\"><div>On 1 Jan, Shop wrote:<br></div><blockquote><p>Your <blockquote>old</blockquote> boots</p></blockquote></div>", "Stop\n\nOn 1 Jan, Shop wrote:\n\n>")]
    [InlineData("a<!-- <b>hidden</b> -->b<script>if (1 < 2) { }</script>c", "abc")]
    [InlineData("a<script>never closed", "a")]
    [InlineData("a < b", "a")]
    [InlineData("<", "")]
    [InlineData("</", "")]
    [InlineData("  a \n\t b  ", "a b")]
    public void Of_Html_WhatAPersonReads(string html, string expected) => Assert.Equal(expected, HtmlWords.Of(html));

    [Fact]
    public void Everything_Spoilt_GivesAValue()
    {
        const string mail = "From: \"Ada, C\" <ada@example.com> (x)\r\nIn-Reply-To: <abc@ours>\r\nReferences: <a@b>\r\n <c@d>\r\n\r\nStop<br>\r\nOn 1 Jan 2026 Shop <a@b> wrote:\r\n> <b>a</b>\r\n<blockquote>x</blockquote><!-- y -->";
        foreach (var body in Mutations.Of(mail, 5_000, seed: 72))
        {
            var text = System.Text.Encoding.UTF8.GetString(body);
            _ = Mailbox.AddressIn(text);
            _ = AnsweredMessage.In(MailHeaders.Of(text), static (local, _) => local);
            Assert.True(QuotedText.Strip(text).Length <= text.Length && HtmlWords.Of(text).Length <= text.Length + 10);
        }
    }
}
