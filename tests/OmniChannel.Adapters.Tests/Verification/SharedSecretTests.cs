using System.Text;
using OmniChannel.Verification;

namespace OmniChannel.Tests.Verification;

public sealed class SharedSecretTests
{
    [Theory]
    [InlineData("one", true)]
    [InlineData("two", true)]
    [InlineData("One", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Matches_ByValue_IsOneOfTheLiveOnes(string? presented, bool expected) => Assert.Equal(expected, new SharedSecret("one", "two").Matches(presented));

    [Theory]
    [InlineData("Basic", "user:pass", true)]
    [InlineData("basic", "user:pass", true)]
    [InlineData("Basic", "user:Pass", false)]
    [InlineData("Bearer", "user:pass", false)]
    public void MatchesBasic_ByHeader_IsNameAndPassword(string scheme, string credentials, bool expected) =>
        Assert.Equal(expected, new SharedSecret("user:pass").MatchesBasic($"{scheme} {Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials))}"));

    [Theory]
    [InlineData(null)]
    [InlineData("Basic")]
    [InlineData("Basic %%%")]
    public void MatchesBasic_Nonsense_IsFalse(string? header) => Assert.False(new SharedSecret("").MatchesBasic(header));
}
