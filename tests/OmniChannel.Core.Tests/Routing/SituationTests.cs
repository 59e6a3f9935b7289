using OmniChannel.Testing;

namespace OmniChannel.Tests.Routing;

public sealed class SituationTests
{
    private static readonly Situation Anna = new()
    {
        Now = Story.Monday,
        Customer = new CustomerProfile
        {
            Id = new("anna"),
            TimeZone = "Europe/Berlin",
            ContactPoints = [ContactPoint.Email("anna@example.com"), ContactPoint.Email("anna@work.example")],
            Consents = [ConsentRecord.Grant(Purpose.Marketing, Channel.Email, Story.Utc("2026-01-01"), "sign-up")],
        },
        Campaign = new Campaign { Id = new("spring"), Name = "Spring", Variants = [new Variant { Channel = Channel.Email, Subject = "Spring", Text = "It is here" }] },
        Message = new Message { Campaign = new("spring"), Purpose = Purpose.Marketing },
    };

    [Fact]
    public void Decide_OfWhatIsStated_AsksNothingElse()
    {
        var decision = Anna.Decide(DefaultPolicy.Instance);

        Assert.Equal(new ChannelChoice { Channel = Channel.Email, At = Story.Monday, Account = "main" }, decision.Choice);
        Assert.Equal(Story.Monday.AddDays(7), decision.ExpiresAt);
        Assert.Equal(decision.ToString(), (Anna with { Now = Story.Monday.ToOffset(TimeSpan.FromHours(9)) }).Decide(DefaultPolicy.Instance).ToString());
    }

    [Fact]
    public void Decide_WithEveryAddressSuppressed_IsShutAndWithOneTakesTheOther()
    {
        var one = Anna with { Suppressed = [Anna.Customer.ContactPoints[0]] };
        var all = Anna with { Suppressed = Anna.Customer.ContactPoints };

        Assert.NotNull(one.Decide(DefaultPolicy.Instance).Choice);
        Assert.Equal("suppression.address", Assert.Single(all.Decide(DefaultPolicy.Instance)[Channel.Email]!.Blocks).Reason.Code);
    }

    [Fact]
    public void Decide_WithMessagesCounted_WaitsForTheCapAndSeesDeliveries()
    {
        CountedMessage Sent(double hours) => new() { Channel = Channel.Email, Purpose = Purpose.Marketing, At = Story.Monday.AddHours(hours) };
        var decision = (Anna with { Messages = [Sent(-1), Sent(-2), Sent(1)] }).Decide(DefaultPolicy.Instance);

        Assert.Equal(Story.Monday.AddHours(23), decision.Choice!.At);
        Assert.Equal(2, decision.Snapshot.Channels.Single().History.Deliveries);
    }

    [Fact]
    public void Decide_WithAPausedAccount_WaitsForIt() =>
        Assert.Equal(Story.Monday.AddHours(1), (Anna with { PausedUntil = new Dictionary<Channel, DateTimeOffset> { [Channel.Email] = Story.Monday.AddHours(1) } }).Decide(DefaultPolicy.Instance).Choice!.At);

    [Fact]
    public void Decide_OfAMessageThatNeverExpires_LooksAYearAhead()
    {
        var decision = (Anna with { Message = Anna.Message with { ExpiresAt = DateTimeOffset.MaxValue } }).Decide(DefaultPolicy.Instance);

        Assert.Equal(Story.Monday.AddDays(366), decision.ExpiresAt);
        Assert.Equal(Channel.Email, decision.Choice?.Channel);
    }

    [Fact]
    public void Decide_OfAMessageOfAnotherCampaign_Throws() =>
        Assert.Contains("state the campaign of the message", Assert.Throws<ArgumentException>(() => (Anna with { Message = Anna.Message with { Campaign = new("autumn") } }).Decide(DefaultPolicy.Instance)).Message, StringComparison.Ordinal);

    [Fact]
    public void WithRulesIn_OfAnotherOrder_KeepsEveryRule()
    {
        var policy = ReplayPolicies.Full;

        var turned = policy.WithRulesIn([2, 1, 0]);

        Assert.Equal(policy.Rules.Reverse(), turned.Rules);
        Assert.NotEqual(policy.Hash, turned.Hash);
        Assert.Equal(policy.Hash, turned.WithRulesIn([2, 1, 0]).Hash);
        Assert.Throws<ArgumentException>(() => policy.WithRulesIn([0, 0, 1]));
        Assert.Throws<ArgumentException>(() => policy.WithRulesIn([0, 1]));
    }
}
