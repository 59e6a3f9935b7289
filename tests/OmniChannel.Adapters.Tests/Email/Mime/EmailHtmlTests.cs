using OmniChannel.Email;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Email;

public sealed class EmailHtmlTests
{
    private const string Shown = "<p><img src=\"https://shop.example/b.jpg?w=1&amp;h=2\" alt=\"\" style=\"max-width:100%\"></p>";
    private static readonly Uri Image = new("https://shop.example/b.jpg?w=1&h=2");

    [Theory]
    [InlineData("<p>Hi</p>", "<p>Hi</p>" + Shown)]
    [InlineData("<html><body><p>Hi</p></BODY></html>", "<html><body><p>Hi</p>" + Shown + "</BODY></html>")]
    [InlineData("<img src='https://shop.example/b.jpg?w=1&h=2'>", "<img src='https://shop.example/b.jpg?w=1&h=2'>")]
    [InlineData("<img src='https://shop.example/b.jpg?w=1&amp;h=2'>", "<img src='https://shop.example/b.jpg?w=1&amp;h=2'>")]
    [InlineData(null, "<p>Fish &amp; &lt;chips&gt;<br>now</p>" + Shown)]
    public void Of_AnImage_IsShownOnce(string? html, string expected) => Assert.Equal(expected, EmailHtml.Of(new() { Text = "Fish & <chips>\r\nnow", Html = html, Image = Image }));

    [Fact]
    public void Of_AnImageAndALink_LeadsThere() =>
        Assert.EndsWith("<p><a href=\"https://shop.example/?a=1&amp;b=%22\">https://shop.example/?a=1&amp;b=%22</a></p>", EmailHtml.Of(new() { Text = "Hi", Image = Image, Link = new("https://shop.example/?a=1&b=\"") }), StringComparison.Ordinal);

    [Theory]
    [InlineData(null)]
    [InlineData("<p>Hi</p>")]
    public void Of_NoImage_IsTheVariantsOwn(string? html) => Assert.Equal(html, EmailHtml.Of(new() { Text = "Hi", Html = html }));

    [Fact]
    public async Task Compose_AnImage_IsReadByAnotherParser()
    {
        var message = Mail.To("alice@example.test");
        Assert.True(EmailComposer.TryCompose(message with { Content = message.Content with { Image = Image, Html = null } }, new() { From = "shop@example.test", ReturnPath = "shop@example.test" }, out var mail, out _));
        var read = await PythonMime.ReadAsync(mail.Octets.ToArray());

        Assert.Equal(["text/plain", "text/html"], read.Parts.Select(part => part.Type));
        Assert.Contains(Shown, read.Parts[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_ByEveryApi_ShowsTheImage()
    {
        var message = ApiMail.Full with { Content = new() { Subject = "s", Text = "Hi", Image = Image } };
        var reply = ProviderReply.Json(200, """{"id":"m1","MessageID":"m1","ErrorCode":0}""");
        ProviderRequest[] requests =
        [
            await ApiMail.RequestAsync((address, client) => new SendGridChannelAdapter("main", new() { ApiKey = "SG.x", From = "shop@example.com", BaseAddress = address, AllowPrivateNetworks = true }, client, TimeProvider.System), message, reply),
            await ApiMail.RequestAsync((address, client) => new PostmarkChannelAdapter("main", new() { ServerToken = "t", From = "shop@example.com", BaseAddress = address, AllowPrivateNetworks = true }, client, TimeProvider.System), message, reply),
            await ApiMail.RequestAsync((address, client) => new ResendChannelAdapter("main", new() { ApiKey = "re_x", From = "shop@example.com", BaseAddress = address, AllowPrivateNetworks = true }, client, TimeProvider.System), message, reply),
            await ApiMail.RequestAsync((address, client) => new MailgunChannelAdapter("main", new() { ApiKey = "k", Domain = "mg.example.com", From = "shop@example.com", BaseAddress = address, AllowPrivateNetworks = true }, client, TimeProvider.System), message, reply),
        ];

        Assert.All(requests, request => Assert.Contains("https://shop.example/b.jpg?w=1", request.Text, StringComparison.Ordinal));
    }
}
