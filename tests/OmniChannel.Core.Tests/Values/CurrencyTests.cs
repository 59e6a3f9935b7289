namespace OmniChannel.Tests.Values;

public sealed class CurrencyTests
{
    [Theory]
    [InlineData("EUR", 2)]
    [InlineData("JPY", 0)]
    [InlineData("KWD", 3)]
    [InlineData("CLF", 4)]
    [InlineData("ISK", 0)]
    [InlineData("XYZ", 2)]
    public void MinorDigits_OfACode_AreThoseOfIso4217(string code, int digits) => Assert.Equal(digits, new Currency(code).MinorDigits);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("eur")]
    [InlineData("EU")]
    [InlineData("EURO")]
    [InlineData("€")]
    [InlineData("ÄÖÜ")]
    public void New_WhatIsNoCode_Throws(string? code) =>
        Assert.Contains("such as \"EUR\"", Assert.Throws<ArgumentException>(() => new Currency(code!)).Message, StringComparison.Ordinal);

    [Fact]
    public void Default_Currency_IsEmptyText() => Assert.Equal("", default(Currency).ToString());
}
