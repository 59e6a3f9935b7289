namespace OmniChannel.Tests.CloudEvents;

public sealed class UriTextTests
{
    /// <summary>Examples of RFC 3986, sections 1.1.2 and 4.2, and what its grammar forbids.</summary>
    [Theory]
    [InlineData("ftp://ftp.is.co.za/rfc/rfc1808.txt", true, true)]
    [InlineData("ldap://[2001:db8::7]/c=GB?objectClass?one", true, true)]
    [InlineData("ldap://anna@[2001:db8::7]:389/", true, true)]
    [InlineData("mailto:John.Doe@example.com", true, true)]
    [InlineData("news:comp.infosystems.www.servers.unix", true, true)]
    [InlineData("tel:+1-816-555-1212", true, true)]
    [InlineData("urn:oasis:names:specification:docbook:dtd:xml:4.1.2", true, true)]
    [InlineData("https://shop.example/a#b", true, false)]
    [InlineData("/shop/web", true, false)]
    [InlineData("shop", true, false)]
    [InlineData("./this:that", true, false)]
    [InlineData("?q", true, false)]
    [InlineData("#top", true, false)]
    [InlineData("//host/path", true, false)]
    [InlineData("", false, false)]
    [InlineData("a b", false, false)]
    [InlineData("größe", false, false)]
    [InlineData("a%2", false, false)]
    [InlineData("a%zz", false, false)]
    [InlineData("1a:b", false, false)]
    [InlineData(":b", false, false)]
    [InlineData("a#b#c", false, false)]
    [InlineData("/a[1]", false, false)]
    [InlineData("http://[::1", false, false)]
    [InlineData("http://a[::1]/", false, false)]
    [InlineData("a\\b", false, false)]
    public void Is_Text_ByTheGrammar(string text, bool reference, bool absolute) => Assert.Equal((reference, absolute), (UriText.IsReference(text), UriText.IsAbsolute(text)));
}
