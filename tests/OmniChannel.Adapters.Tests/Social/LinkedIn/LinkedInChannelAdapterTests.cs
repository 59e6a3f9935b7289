using OmniChannel.Delivery;
using OmniChannel.Social;
using OmniChannel.Testing;
using OmniChannel.Tests.Messaging;

namespace OmniChannel.Tests.Social.LinkedIn;

public sealed class LinkedInChannelAdapterTests
{
    [Fact]
    public async Task Send_APost_IsWhatLinkedInDocuments()
    {
        var (outcome, requests) = await Exchange.SendAsync(
            (address, client) => new LinkedInChannelAdapter("main", new LinkedInOptions { AccessToken = "t0ken", Author = "urn:li:organization:2414183", Version = "202610", BaseAddress = address, AllowPrivateNetworks = true }, client, TimeProvider.System),
            SampleMessage.Full with { Address = "urn:li:organization:2414183", Content = new() { Text = "Boots (new) #autumn" } },
            new ProviderReply { Status = 201, Headers = new Dictionary<string, string> { ["x-restli-id"] = "urn:li:share:1" } });

        Assert.Equal(("/rest/posts", "Bearer t0ken", "202610", "2.0.0"), (requests[0].Target, requests[0].Header("Authorization"), requests[0].Header("LinkedIn-Version"), requests[0].Header("X-Restli-Protocol-Version")));
        Assert.Equal(
            """{"author":"urn:li:organization:2414183","commentary":"Boots \\(new\\) {hashtag|\\#|autumn}","visibility":"PUBLIC","distribution":{"feedDistribution":"MAIN_FEED","targetEntities":[],"thirdPartyDistributionChannels":[]},"lifecycleState":"PUBLISHED","isReshareDisabledByAuthor":false}""",
            requests[0].Text);
        Assert.Equal("urn:li:share:1", outcome.ProviderMessageId);
    }

    [Theory]
    [InlineData("plain, with. marks! - and + =", "plain, with. marks! - and + =")]
    [InlineData(@"\|{}@[]()<>#*_~", @"\\\|\{\}\@\[\]\(\)\<\>\#\*\_\~")]
    [InlineData("#Über1 and #1 and a#b", "{hashtag|\\#|Über1} and \\#1 and a\\#b")]
    [InlineData("https://shop.example/a_b", "https://shop.example/a\\_b")]
    [InlineData("", "")]
    public void LittleText_OfAPlainText_MeansNothingElse(string text, string expected) => Assert.Equal(expected, LinkedInText.Of(text));
}
