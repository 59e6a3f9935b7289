using OmniChannel.Testing;

namespace OmniChannel.Tests.Samples;

/// <summary>The code that docs/dry-run.md shows.</summary>
public sealed class DryRunSamples
{
    [Fact]
    public async Task DryRun_OfThePage_SendsNothingAndCounts()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var monday = new DateTimeOffset(2026, 6, 15, 0, 0, 0, TimeSpan.Zero);
        CustomerId customer = new("anna");
        var channel = new RecordingChannel(Channel.Email);
        var setup = new OmniChannelSetup { Time = new ManualClock(monday), Options = { TimeZone = "Europe/Berlin" } };
        setup.Campaigns.Add(new Campaign { Id = new("news"), Name = "News", Variants = [new Variant { Channel = Channel.Email, Subject = "News", Text = "What is new." }] });
        setup.Adapters.Add(channel);
        await using var runtime = OmniChannelRuntime.Create(setup);
        await runtime.StartAsync(cancellationToken);
        await runtime.SaveAsync(new CustomerProfile { Id = customer, ContactPoints = [ContactPoint.Email("anna@example.com")], Consents = [ConsentRecord.Grant(Purpose.Marketing, Channel.Email, monday.AddDays(-1), "form")] }, cancellationToken);
        var news = new Message { Campaign = new CampaignId("news"), Purpose = Purpose.Marketing };

        #region DryRun
        await using var dryRun = await runtime.BeginDryRunAsync(new DryRunSettings
        {
            From = monday,
            CopyState = true,                                     // begin with what the store holds now; it is only read
            React = message => message.Channel == Channel.Email   // what comes back, and when
                ? [new DryRunReaction { Kind = ReceiptKind.Opened, After = TimeSpan.FromHours(2) }]
                : [],
        }, cancellationToken);

        for (var day = 0; day < 7; day++)
        {
            await dryRun.AdvanceToAsync(monday.AddDays(day).AddHours(10), cancellationToken);
            await dryRun.SendAsync(news, customer, cancellationToken: cancellationToken);
        }

        await dryRun.AdvanceToAsync(monday.AddDays(7), cancellationToken);
        Console.WriteLine(dryRun.Report());
        #endregion

        Assert.Empty(channel.Sent);
        Assert.Equal(7, dryRun.Report().Requests.Values.Sum());
        Assert.Equal(5, dryRun.Report().Attempts.Sum(one => one.Attempts)); // five in any seven days
    }
}
