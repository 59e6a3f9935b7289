using OmniChannel.Testing;

namespace OmniChannel.Tests.Samples;

/// <summary>The code that docs/digest.md shows.</summary>
public sealed class DigestSamples
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Digest_OfThePage_SendsTwoAsOneAndTakesTheThirdBack()
    {
        var (cancellationToken, anna) = (TestContext.Current.CancellationToken, new CustomerId("anna"));

        #region Digest
        var likes = new Campaign
        {
            Id = new CampaignId("likes"),
            Name = "Likes",
            Variants = [new Variant { Channel = Channel.Email, Subject = "{{message.who}} likes your photo", Text = "{{message.who}} likes {{message.photo}}." }],
            Digest = new Digest
            {
                Window = TimeSpan.FromHours(1),
                Variants =
                [
                    new Variant
                    {
                        Channel = Channel.Email,
                        Subject = "{{items.count}} likes",
                        Text = "{{#each items}}{{item.who}} likes {{item.photo}}.\n{{/each}}",
                    },
                ],
            },
        };
        #endregion

        var (clock, mail) = (new ManualClock(Noon), new RecordingChannel(Channel.Email));
        var setup = new OmniChannelSetup { Time = clock, Options = { TimeZone = "Europe/Berlin", PublicBaseUri = new("https://shop.example/u") } };
        setup.Campaigns.Add(likes);
        setup.Adapters.Add(mail);
        await using var omni = OmniChannelRuntime.Create(setup);
        await omni.StartAsync(cancellationToken);
        await omni.SaveAsync(new CustomerProfile { Id = anna, ContactPoints = [ContactPoint.Email("anna@example.com")], Consents = [ConsentRecord.Grant(Purpose.Service, Channel.Email, Noon.AddDays(-1), "form")] }, cancellationToken);
        await omni.SendAsync(Like("Ben"), anna, cancellationToken: cancellationToken);
        await omni.SendAsync(Like("Cem"), anna, cancellationToken: cancellationToken);
        var like = Like("Dora");

        #region DigestRemove
        if (await omni.SendAsync(like, anna, cancellationToken: cancellationToken) is SendResult.Deferred { Item: { } item } collected)
        {
            await omni.Digests.RemoveAsync(collected.Delivery, item, cancellationToken); // the like was taken back
        }
        #endregion

        clock.Advance(TimeSpan.FromHours(1));
        await omni.DispatchDueAsync(cancellationToken);
        Assert.Equal("Ben likes Sunset.\nCem likes Sunset.\n", Assert.Single(mail.Sent).Content.Text);

        Message Like(string who) => new() { Campaign = likes.Id, Purpose = Purpose.Service, Data = new Dictionary<string, string> { ["who"] = who, ["photo"] = "Sunset" } };
    }
}
