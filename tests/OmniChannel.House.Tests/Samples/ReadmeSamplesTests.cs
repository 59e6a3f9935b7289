namespace OmniChannel.Tests.Samples;

/// <summary>What the README shows does what it says.</summary>
public sealed class ReadmeSamplesTests
{
    [Fact]
    public async Task TenLines_CustomerWithConsent_MessageIsQueued()
    {
        var folder = Directory.CreateTempSubdirectory("omnichannel-readme-");
        try
        {
            var result = await ReadmeSamples.TenLinesAsync(folder.FullName);

            var decision = result switch
            {
                SendResult.Queued queued => queued.Decision,
                SendResult.Deferred deferred => deferred.Decision,
                _ => null,
            };
            Assert.Equal(Channel.Email, decision?.Choice?.Channel);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Policy_OfTheReadme_IsNamedAndHashed()
    {
        var policy = ReadmeSamples.ShopPolicy();

        Assert.Equal("shop", policy.Name);
        Assert.Equal(64, policy.Hash.Length);
    }
}
