namespace OmniChannel.Tests.Routing;

public sealed class ExplorationTests
{
    private static readonly Story Three = Story.Of(Channel.Email, Channel.Sms, Channel.Push);

    [Fact]
    public void Decide_WithAShare_TriesEveryChannelAboutAsOftenAsItsPropensitySays()
    {
        var story = Three.By(Policy.Named("p").Exploration(300));
        var best = Three.By(Policy.Named("p")).Decide().Choice!.Channel;
        var chosen = new Dictionary<Channel, int>();
        for (var i = 0; i < 3000; i++)
        {
            var decision = (story with { Message = story.Message with { Campaign = new($"c{i}") } }).Decide();
            var channel = decision.Choice!.Channel;
            chosen[channel] = chosen.GetValueOrDefault(channel) + 1;
            Assert.Equal(channel == best ? 0.8 : 0.1, decision[channel]!.Propensity, 9);
            Assert.Equal(1, decision.Verdicts.Sum(verdict => verdict.Propensity), 9);
            Assert.Equal(channel != best, decision.Assumptions.Any(note => note.Code == "explored"));
            Assert.Null(decision[channel]!.WouldWinIf);
            Assert.Equal(channel != best, decision[best]!.WouldWinIf?.Code == "wins-if.explored");
        }

        Assert.Equal(3, chosen.Count);
        Assert.All(chosen, one => Assert.InRange(one.Value, one.Key == best ? 2310 : 240, one.Key == best ? 2490 : 360));
    }

    [Fact]
    public void Decide_AgainForTheSameCustomerAndCampaign_TriesTheSame()
    {
        var story = Three.By(Policy.Named("p").Exploration(500));

        Assert.Equal(story.Decide().Choice!.Channel, (story with { Now = story.Now.AddMinutes(5) }).Decide().Choice!.Channel);
    }

    [Fact]
    public void Decide_TransactionalDislikedOrPlanned_IsNotTriedOn()
    {
        var share = Policy.Named("p").Exploration(500);
        for (var i = 0; i < 100; i++)
        {
            var campaign = new CampaignId($"c{i}");
            var disliked = Three.By(share).Says(Channel.Sms, Liking.Dislike);
            Assert.NotEqual(Channel.Sms, (disliked with { Message = disliked.Message with { Campaign = campaign } }).Decide().Choice!.Channel);
            var planned = Three.By(Policy.Named("p").Exploration(500).FirstOf([Channel.Sms], Condition.Always, "plan"));
            Assert.Equal(Channel.Sms, (planned with { Message = planned.Message with { Campaign = campaign } }).Decide().Choice!.Channel);
            Assert.Equal([1.0, 0.0, 0.0], planned.Decide().Verdicts.Select(verdict => verdict.Propensity));
        }
    }

    [Fact]
    public void Decide_WaivedQuietHoursAndCaps_LetThePurposeThrough()
    {
        var night = Story.Of(Channel.Sms) with { Now = Story.Utc("2026-03-02T23:00:00Z") };
        var quiet = new QuietHours { From = new(21, 0), Until = new(8, 0) };
        Assert.NotEmpty(night.By(Policy.Named("p").WithoutSafeQuietHours().QuietHours(quiet)).On(Channel.Sms).Delays);
        Assert.Empty(night.By(Policy.Named("p").WithoutSafeQuietHours().QuietHours(quiet with { WaivedFor = [Purpose.Marketing] })).On(Channel.Sms).Delays);

        var full = Story.Of(Channel.Sms).Sent(Channel.Sms, Story.Monday.AddHours(-1));
        var cap = new FrequencyCap { Max = 1, Window = new CapWindow.Rolling { Length = TimeSpan.FromDays(1) } };
        Assert.NotEmpty(full.By(Policy.Named("p").WithoutSafeCaps().Cap(cap)).On(Channel.Sms).Delays);
        Assert.Empty(full.By(Policy.Named("p").WithoutSafeCaps().Cap(cap with { WaivedFor = [Purpose.Marketing] })).On(Channel.Sms).Delays);
        Assert.Empty(full.By(Policy.Named("p").WithoutSafeCaps().Cap(cap with { WaivedFrom = Urgency.Normal })).On(Channel.Sms).Delays);
        Assert.NotEmpty(full.By(Policy.Named("p").WithoutSafeCaps().Cap(cap with { WaivedFrom = Urgency.High })).On(Channel.Sms).Delays);
    }
}
