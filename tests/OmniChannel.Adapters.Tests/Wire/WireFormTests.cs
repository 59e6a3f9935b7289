using System.Net;
using System.Text;
using OmniChannel.Wire;

namespace OmniChannel.Tests.Wire;

public sealed class WireFormTests
{
    [Theory]
    [InlineData("a=1&b=2", "a:1|b:2")]
    [InlineData("&&a=1&=2&b&c=&d=1=2", "a:1|:2|b:|c:|d:1=2")]
    [InlineData("Body=%F0%9F%91%A2+%C3%BC%0a%26%3D", "Body:👢 ü\n&=")]
    [InlineData("a=%zz%4&%41=%", "a:%zz%4|A:%")]
    [InlineData("a=%C3&b=%BC%ff", "a:\uFFFD|b:\uFFFD\uFFFD")]
    public void Read_EverySpelling_IsWhatItMeans(string body, string expected)
    {
        var form = WireForm.Read(body)!;

        Assert.Equal(expected, string.Join('|', form.Fields.Select(field => $"{field.Key}:{field.Value}")));
        Assert.Equal(form.Fields[0].Value, form[form.Fields[0].Key]);
        Assert.Equal(Encoding.UTF8.GetByteCount(string.Concat(form.Fields.Select(field => field.Key + field.Value))), form.Length);
    }

    [Fact]
    public void Read_Spoilt_IsWhatThePlatformDecodes()
    {
        foreach (var body in Mutations.Of("SmsSid=SM1&To=%2B49151%20%C3%BC&Body=a+b%0A:c&From=:%2B1&Empty=&x:%F0%9F%91%A2=%41", 3_000, seed: 31).Where(body => Ascii.IsValid(body)))
        {
            var expected = Encoding.ASCII.GetString(body).Split('&', StringSplitOptions.RemoveEmptyEntries).Select(field => field.Split('=', 2)).Select(field => (WebUtility.UrlDecode(field[0]), field.Length > 1 ? WebUtility.UrlDecode(field[1]) : ""));

            Assert.Equal(expected, WireForm.Read(body)!.Fields.Select(field => (field.Key, field.Value)));
        }
    }

    [Fact]
    public void Read_MoreThanAThousandFields_IsNothing()
    {
        Assert.Equal(1_000, WireForm.Read(string.Join('&', Enumerable.Repeat("a=1", 1_000)))!.Count);
        Assert.Null(WireForm.Read(string.Join('&', Enumerable.Repeat("a=1", 1_001))));
    }

    [Fact]
    public void Last_OfSeveral_IsTheLast() => Assert.Equal(("1", "2", null), (WireForm.Read("a=1&a=2")!["a"], WireForm.Read("a=1&a=2")!.Last("a"), WireForm.Read("a=1")!.Last("b")));

    [Theory]
    [InlineData("""{"a":"1","b":2.50,"c":{"d":[1, 2]},"\u0065":"\u00fc","f":null,"g":"\ud800"}""", "a:1|b:2.50|c:{\"d\":[1, 2]}|e:ü|f:null|g:\"\\ud800\"")]
    [InlineData("{}", "")]
    [InlineData("[1]", null)]
    [InlineData("""{"\ud800":1}""", null)]
    public void OfJson_AnObject_IsItsMembers(string json, string? expected)
    {
        var form = WireForm.OfJson(Encoding.UTF8.GetBytes(json));

        Assert.Equal(expected, form is null ? null : string.Join('|', form.Fields.Select(field => $"{field.Key}:{field.Value}")));
    }

    [Fact]
    public void Content_OfFields_IsReadAgainAsTheSame()
    {
        var form = WireForm.Read(WireForm.Bytes(("a b", "ü&=+%"), ("none", null), ("c", "")))!;

        Assert.Equal([KeyValuePair.Create("a b", "ü&=+%"), KeyValuePair.Create("c", "")], form.Fields);
    }
}
