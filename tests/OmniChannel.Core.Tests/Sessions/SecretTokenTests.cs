namespace OmniChannel.Tests.Sessions;

/// <summary>Secrets as they are handed out and found again.</summary>
public sealed class SecretTokenTests
{
    [Fact]
    public void Of_AnySecret_IsShortEnoughForAQrCodeInItsDenseMode()
    {
        var token = SecretToken.Of(UInt128.MaxValue);

        Assert.Equal(26, token.Length);
        Assert.All(token, c => Assert.True(char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c)));
        Assert.NotEqual(token, SecretToken.Of(UInt128.MaxValue - 1));
        Assert.Equal(new string('0', 26), SecretToken.Of(0));
    }

    [Fact]
    public void HashOf_AsAPersonTypesIt_IsTheSame()
    {
        var token = SecretToken.Of((UInt128)0x0123456789ABCDEF << 64 | 0x20);

        Assert.Equal(SecretToken.HashOf(token), SecretToken.HashOf(token.ToLowerInvariant().Replace('0', 'o').Replace('1', 'l')));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("SHORT")]
    [InlineData("0000000000000000000000000U")]
    [InlineData("000000000000000000000000000")]
    [InlineData("0000000000000000000000000ÿ")]
    public void HashOf_WhatCanBeNoToken_IsNone(string? token) => Assert.Null(SecretToken.HashOf(token));
}
