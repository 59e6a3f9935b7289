using FsCheck;
using FsCheck.Fluent;
using OmniChannel.Email;

namespace OmniChannel.Tests.Email;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("anna@example.com", "anna@example.com")]
    [InlineData("Anna.Smith+shop@EXAMPLE.Com", "Anna.Smith+shop@example.com")]
    [InlineData("o'neil!#$%&'*+-/=?^_`{|}~@example.com", "o'neil!#$%&'*+-/=?^_`{|}~@example.com")]
    [InlineData("anna@bücher.example", "anna@xn--bcher-kva.example")]
    [InlineData("anna@BÜCHER.example", "anna@xn--bcher-kva.example")]
    [InlineData("anna@xn--bcher-kva.example", "anna@xn--bcher-kva.example")]
    [InlineData("用户@例子.广告", "用户@xn--fsqu00a.xn--4rr70v")]
    [InlineData("jose\u0301@example.com", "josé@example.com")]
    [InlineData("1@2.example", "1@2.example")]
    [InlineData("anna@faß.example", "anna@xn--fa-hia.example")]
    public void Check_UsableAddress_IsNormalised(string given, string expected)
    {
        var check = EmailAddress.Check(given);
        Assert.Null(check.Problem);
        Assert.Equal(expected, check.Normalized);
        Assert.Equal(expected, EmailAddress.Check(expected).Normalized);
    }

    [Theory]
    [InlineData("")]
    [InlineData("anna")]
    [InlineData("@example.com")]
    [InlineData("anna@")]
    [InlineData("anna@example")]
    [InlineData("anna@@example.com")]
    [InlineData("a@b@example.com")]
    [InlineData(" anna@example.com")]
    [InlineData("anna@example.com ")]
    [InlineData("anna smith@example.com")]
    [InlineData("anna@exam ple.com")]
    [InlineData(".anna@example.com")]
    [InlineData("anna.@example.com")]
    [InlineData("an..na@example.com")]
    [InlineData("\"anna smith\"@example.com")]
    [InlineData("anna(comment)@example.com")]
    [InlineData("Anna <anna@example.com>")]
    [InlineData("anna@[192.0.2.1]")]
    [InlineData("anna@192.0.2.1")]
    [InlineData("anna@-example.com")]
    [InlineData("anna@example-.com")]
    [InlineData("anna@exa_mple.com")]
    [InlineData("anna@example..com")]
    [InlineData("anna@example.com.")]
    [InlineData("anna@xn--\u00e4.example")]
    [InlineData("anna\r\nBcc: x@example.com")]
    [InlineData("anna@example.com\r\nRCPT TO:<x@example.com>")]
    [InlineData("anna\0@example.com")]
    [InlineData("anna@example.com\0")]
    [InlineData("an\u202Ena@example.com")]
    [InlineData("an\u200Bna@example.com")]
    [InlineData("an\u00A0na@example.com")]
    [InlineData("a,b@example.com")]
    [InlineData("a\\b@example.com")]
    public void Check_UnusableAddress_SaysWhyWithoutRepeatingIt(string given)
    {
        var check = EmailAddress.Check(given);
        Assert.False(check.IsValid);
        Assert.NotNull(check.Problem);
        Assert.DoesNotContain("anna", check.Problem, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Check_HalfASurrogatePair_IsRefused() => Assert.Contains("surrogate", EmailAddress.Check("a\ud83d@example.com").Problem, StringComparison.Ordinal);

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Check_LengthOfLocalPart_IsCountedInOctets(int octets, bool valid)
    {
        Assert.Equal(valid, EmailAddress.Check(new string('a', octets) + "@example.com").IsValid);
        Assert.Equal(valid, EmailAddress.Check(new string('a', octets - 2) + "é@example.com").IsValid);
    }

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, false)]
    public void Check_LengthOfLabel_IsLimited(int length, bool valid) =>
        Assert.Equal(valid, EmailAddress.Check($"a@{new string('a', length)}.example").IsValid);

    [Fact]
    public void Check_LengthOfAddress_IsAtMost254Octets()
    {
        var domain = string.Join('.', Enumerable.Repeat(new string('d', 61), 4));
        var local = new string('a', 254 - domain.Length - 1);
        Assert.True(EmailAddress.Check($"{local}@{domain}").IsValid);
        Assert.False(EmailAddress.Check($"a{local}@{domain}").IsValid);
    }

    [Fact]
    public void Check_AnyString_AnswersWithoutThrowingAndIsStable() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(AddressLike(), text =>
        {
            var check = EmailAddress.Check(text);
            return check.IsValid
                ? EmailAddress.Check(check.Normalized!).Normalized == check.Normalized
                    && !check.Normalized!.AsSpan().ContainsAnyInRange('\0', ' ') && check.Normalized!.IndexOfAny(['<', '>', '\u007f', '"']) < 0
                : check.Problem is not null;
        }));

    private static Arbitrary<string> AddressLike()
    {
        var piece = Gen.OneOf(
            Gen.Elements("anna", "é", "用户", ".", "@", "-", "xn--", "example", "com", "ü", "\r\n", "\0", " ", "😀", "\ud83d", "。", "ß", "I\u0307", "\u0301", "<", ">"),
            ArbMap.Default.GeneratorFor<string>().Where(static text => text is not null));
        var free = Gen.ListOf(piece).Select(static pieces => string.Concat(pieces));
        var shaped = from local in free from domain in free select $"{local}@{domain}.example";
        return Gen.OneOf(free, shaped).ToArbitrary();
    }
}
