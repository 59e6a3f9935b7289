namespace OmniChannel.Tests.Orchestration;

/// <summary>A campaign that is saved at run time is verified against the policy in force as those are that an instance starts with.</summary>
public sealed class SavedCampaignTests
{
    private static readonly Campaign Spring = Shop.Campaign with { Id = new("spring"), Variants = [new Variant { Channel = Channel.Sms, Text = "Spring is here." }] };

    [Fact]
    public async Task Save_OfACampaignThatThePolicyLeavesNoChannel_IsRefused()
    {
        var policy = Policy.Named("mail only").Exclude(Channel.Sms, Facts.Campaign == Spring.Id, "spring goes by mail").OtherwiseBest();
        await using var shop = await Shop.OpenAsync(setup => setup.Policy = policy);

        var refused = await Assert.ThrowsAsync<CampaignRefusedException>(async () => await shop.Runtime.SaveAsync(Spring, Shop.Stop));

        Assert.Equal(Spring.Id, refused.Campaign);
        Assert.Equal("OC2302", Assert.Single(refused.Findings).Code);
        Assert.StartsWith("Policy 'mail only': OC2302 campaign 'spring': No channel can ever be chosen", Assert.Single(refused.Problems), StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(async () => await shop.Runtime.DecideAsync(Shop.Message with { Campaign = Spring.Id }, Shop.Anna, Shop.Stop));
        await shop.Runtime.SaveAsync(Spring with { Variants = Shop.Campaign.Variants }, Shop.Stop);
    }

    [Fact]
    public async Task Save_OfACampaignWhoseBudgetCoversNothing_IsRefused()
    {
        await using var shop = await Shop.OpenAsync();

        var refused = await Assert.ThrowsAsync<CampaignRefusedException>(async () => await shop.Runtime.SaveAsync(Spring with { Budget = Money.Of(0.01m, "EUR") }, Shop.Stop));

        Assert.Equal("OC2601", Assert.Single(refused.Findings).Code);
    }

    [Fact]
    public async Task Save_WithAWarning_SavesAndLogsIt()
    {
        var log = new LogLines();
        var policy = Policy.Named("p").FirstOf([Channel.Email], Facts.Campaign == Spring.Id, "spring by mail first").OtherwiseBest();
        await using var shop = await Shop.OpenAsync(setup => (setup.Policy, setup.Logging) = (policy, log));
        Assert.DoesNotContain(log.All, line => line.Contains("OC2003", StringComparison.Ordinal));

        await shop.Runtime.SaveAsync(Spring, Shop.Stop);
        await shop.Runtime.DecideAsync(Shop.Message with { Campaign = Spring.Id }, Shop.Anna, Shop.Stop);

        Assert.Contains("of the campaigns it speaks of, spring, none has a variant for it", Assert.Single(log.All, line => line.Contains("OC2003", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_OfWhatThePolicyHadAlready_LogsNothing()
    {
        var log = new LogLines();
        var policy = Policy.Named("p").Exclude(Channel.Sms, Facts.Customer.Age > 150, "x").OtherwiseBest();
        await using var shop = await Shop.OpenAsync(setup => (setup.Policy, setup.Logging) = (policy, log));
        var before = log.All.Count(line => line.Contains("OC2", StringComparison.Ordinal));

        await shop.Runtime.SaveAsync(Spring, Shop.Stop);

        Assert.True(before > 0);
        Assert.Equal(before, log.All.Count(line => line.Contains("OC2", StringComparison.Ordinal)));
    }

    [Fact(Timeout = 600_000)]
    public async Task WatchPolicy_AfterAnotherPolicyWasPushed_SaysWhichSavedCampaignItLeavesNoChannel()
    {
        var log = new LogLines();
        var source = PolicySource.Of(DefaultPolicy.Instance);
        await using var shop = await Shop.OpenAsync(setup => (setup.PolicySource, setup.Logging) = (source, log));
        await shop.Runtime.SaveAsync(Spring, Shop.Stop);
        await shop.Runtime.SaveAsync(Spring with { Id = new("summer"), Variants = Shop.Campaign.Variants }, Shop.Stop);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Shop.Stop);
        var watching = shop.Runtime.WatchPolicyAsync(stop.Token);
        Assert.Empty(Said());

        Assert.True(source.Push(Policy.Named("mail only").Exclude(Channel.Sms, Facts.Campaign == Spring.Id, "spring goes by mail").OtherwiseBest()).IsSwapped);
        while (Said().Length == 0)
        {
            Shop.Stop.ThrowIfCancellationRequested();
            shop.Clock.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }

        shop.Clock.Advance(TimeSpan.FromSeconds(60));
        await stop.CancelAsync();
        await watching;
        Assert.StartsWith("The policy 'mail only' decides now, and campaign 'spring' was saved under another one: OC2302 campaign 'spring': No channel can ever be chosen", Assert.Single(Said()), StringComparison.Ordinal);

        string[] Said() => log.Taken(line => line.Contains("was saved under another one", StringComparison.Ordinal));
    }
}
