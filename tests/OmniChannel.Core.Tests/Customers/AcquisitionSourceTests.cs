namespace OmniChannel.Tests.Customers;

public sealed class AcquisitionSourceTests
{
    [Theory]
    [InlineData("https://shop.example/sale?utm_source=News&utm_medium=E-Mail&utm_campaign=Spring%20Sale&utm_term=red+shoes&utm_content=b", null, "source news, medium e-mail, campaign Spring Sale", "email")]
    [InlineData("/sale?gclid=Cj0K&x=1", "https://www.google.com/", "google-ads, source google, medium cpc, from google.com", "search-ads")]
    [InlineData("/?msclkid=1", null, "microsoft-ads, source bing, medium cpc", "search-ads")]
    [InlineData("/?dclid=1", null, "google-display, source google, medium display", "display-ads")]
    [InlineData("/?fbclid=1", "https://l.facebook.com/", "meta, source facebook, medium social, from l.facebook.com", "facebook-page")]
    [InlineData("/?ttclid=1&utm_source=tt&utm_medium=paid", null, "tiktok-ads, source tt, medium paid", "tiktok")]
    [InlineData("/?GCLID=1&gclid=2", null, "google-ads, source google, medium cpc", "search-ads")]
    [InlineData("/", "https://www.google.co.uk/search?q=shoes", "source google, medium organic, from google.co.uk", null)]
    [InlineData("/", "https://t.co/abc", "source x, medium social, from t.co", "x")]
    [InlineData("/", "https://blog.example/post", "source blog.example, medium referral, from blog.example", null)]
    [InlineData("/", "android-app://com.google.android.gm/", "source google, medium organic, from com.google.android.gm", null)]
    [InlineData("https://www.shop.example/?utm_source=a", "https://shop.example/home", "source a", null)]
    [InlineData("/?utm_source=&utm_medium==&utm_id=7#utm_source=fragment", null, "medium =", null)]
    public void Read_OfAnAddress_IsWhereTheyCameFrom(string landing, string? referrer, string expected, string? channel)
    {
        var read = AcquisitionSource.Read(landing, referrer);

        Assert.Null(read.Problem);
        Assert.Equal((expected, channel), (read.Source!.ToString(), read.Source.Channel?.Name));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("https://shop.example/", "")]
    [InlineData("https://shop.example/a?b=c", "https://www.shop.example/")]
    [InlineData("", null)]
    public void Read_OfADirectVisit_IsNothing(string? landing, string? referrer) => Assert.Equal(new AcquisitionReadResult(), AcquisitionSource.Read(landing, referrer));

    [Theory]
    [InlineData("/?utm_source=a%00b", null, "The parameter 'utm_source' has control characters or is no valid text.")]
    [InlineData("/", "not an address", "The referrer is no absolute http or https address, nor that of an app.")]
    [InlineData("/", "javascript:alert(1)", "The referrer is no absolute http or https address, nor that of an app.")]
    [InlineData("/", "file:///etc/passwd", "The referrer is no absolute http or https address, nor that of an app.")]
    public void Read_OfBadInput_SaysWhichPart(string landing, string? referrer, string problem) => Assert.Equal(new AcquisitionReadResult { Problem = problem }, AcquisitionSource.Read(landing, referrer));

    [Fact]
    public void Read_OfWhatIsTooLong_SaysSo()
    {
        Assert.Equal("The landing address has more than 4000 characters.", AcquisitionSource.Read("/?" + new string('a', 4000), null).Problem);
        Assert.Equal("The referrer has more than 4000 characters.", AcquisitionSource.Read("/", "https://" + new string('a', 4000)).Problem);
        Assert.Equal("The landing address has more than 100 parameters.", AcquisitionSource.Read("/?" + string.Concat(Enumerable.Repeat("a=b&", 101)), null).Problem);
        Assert.Equal("The parameter 'utm_campaign' has 201 characters; at most 200 are read.", AcquisitionSource.Read("/?utm_campaign=" + new string('x', 201), null).Problem);
        Assert.Equal(500, AcquisitionSource.Read("/?gclid=" + new string('x', 500), null).Source!.ClickId!.Length);
    }

    /// <summary>Whatever is given, something is said, and the same each time.</summary>
    [Fact]
    public void Read_OfAnything_NeverThrows()
    {
        var chance = new Random(7);
        for (var i = 0; i < 3000; i++)
        {
            var noise = new string([.. Enumerable.Range(0, chance.Next(40)).Select(_ => "?&=%#/:.utm_source gclid\u0001\ud800é"[chance.Next(27)])]);
            Assert.Equal(AcquisitionSource.Read("/?utm_source=" + noise, null), AcquisitionSource.Read("/?utm_source=" + noise, null));
            _ = AcquisitionSource.Read(noise, "https://" + noise);
        }
    }

    [Fact]
    public void ToString_OfASource_HoldsNoClickId() => Assert.DoesNotContain("secret", AcquisitionSource.Read("/?gclid=secret", null).Source!.ToString(), StringComparison.Ordinal);
}
