namespace OmniChannel.Tests.Routing;

/// <summary>The stories that the default policy was made for.</summary>
public sealed class DefaultPolicyTests
{
    private static readonly TimeSpan Minutes = TimeSpan.FromMinutes(5);

    private static Story Shopper => Story.Of(Channel.Email, Channel.Sms, Channel.Push, Channel.LiveChat, Channel.Website, Channel.WhatsApp);

    [Fact]
    public void Decide_OnTheSiteWithAnAgentFree_OffersLiveChat() =>
        Assert.Equal(Channel.LiveChat, (Shopper with { Agents = 1 }).After(TouchpointType.SiteVisited, Minutes).Decide().Choice!.Channel);

    [Fact]
    public void Decide_OnTheSiteWithoutAnAgent_UsesTheSite() =>
        Assert.Equal(Channel.Website, Shopper.After(TouchpointType.SiteVisited, Minutes).Decide().Choice!.Channel);

    [Fact]
    public void Decide_InTheStore_PushesToTheApp() =>
        Assert.Equal(Channel.Push, Shopper.After(TouchpointType.StoreEntered, Minutes).Decide().Choice!.Channel);

    [Fact]
    public void Decide_AfterAPurchase_MailsTheReceipt()
    {
        var story = Shopper with { Message = new() { Campaign = new("receipt"), Purpose = Purpose.Transactional } };
        foreach (var channel in story.Channels)
        {
            story = story.Consents(ConsentRecord.Contract(Purpose.Transactional, channel.Channel, Story.Monday, "order 1001"));
        }

        Assert.Equal(Channel.Email, story.After(TouchpointType.Purchased, Minutes, Channel.Website).Decide().Choice!.Channel);
    }

    [Fact]
    public void Decide_AfterAPurchaseByOneWhoLivesInTheApp_StillMailsTheReceipt()
    {
        var story = Story.Of(Channel.Email, Channel.Push).Is("app-lover", (Channel.Push, 100), (Channel.Email, -100))
            with { Message = new() { Campaign = new("receipt"), Purpose = Purpose.Transactional } };
        foreach (var channel in story.Channels)
        {
            story = story.Consents(ConsentRecord.Contract(Purpose.Transactional, channel.Channel, Story.Monday, "order 1001"));
        }

        var bought = story.After(TouchpointType.Purchased, Minutes, Channel.Push);
        Assert.Equal(Channel.Email, bought.Decide().Choice!.Channel);
        Assert.Equal(Channel.Push, bought.Says(Channel.Email, Liking.Dislike).Decide().Choice!.Channel);
    }

    [Fact]
    public void Decide_WithALike_OutranksThePersona()
    {
        var story = Story.Of(Channel.Email, Channel.Push).Is("app-lover", (Channel.Push, 100), (Channel.Email, -100));

        Assert.Equal(Channel.Push, story.Decide().Choice!.Channel);
        Assert.Equal(Channel.Email, story.Says(Channel.Email, Liking.Like).Decide().Choice!.Channel);
    }

    [Fact]
    public void Decide_WithADislike_SilencesThePersona()
    {
        var verdict = Story.Of(Channel.Push).Is("app-lover", (Channel.Push, 100)).Says(Channel.Push, Liking.Dislike).On(Channel.Push);

        Assert.Equal(-200, verdict.Parts.Single(part => part.Term == ScoreTerm.Liking).Points);
        Assert.DoesNotContain(verdict.Parts, part => part.Term == ScoreTerm.Persona);
    }

    [Fact]
    public void Decide_WithoutConsent_SendsNothingAndSaysHowToMendIt()
    {
        var decision = Shopper.WithoutConsent().Decide();

        Assert.Null(decision.Choice);
        Assert.Equal("nothing.no-channel", decision.NothingBecause!.Code);
        Assert.All(decision.Verdicts, verdict => Assert.Contains(verdict.Blocks, block => block.Reason.Code == "consent.missing"));
        Assert.Contains("RecordAsync with a ConsentRecord", decision.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_AfterAClick_DecidesOtherwise()
    {
        var story = Story.Of(Channel.Email, Channel.Sms);
        Assert.Equal(Channel.Email, story.Decide().Choice!.Channel);

        var click = new Receipt { Source = "test", Id = "1", Delivery = new("d"), Kind = ReceiptKind.Clicked, At = Story.Monday.AddHours(-1) };
        var clicked = story with { State = CustomerFold.Apply(story.State, click, Channel.Sms, Purpose.Marketing) };
        Assert.Equal(Channel.Sms, clicked.Decide().Choice!.Channel);
    }

    [Fact]
    public void Decide_AfterAScannersClick_DecidesTheSame()
    {
        var story = Story.Of(Channel.Email, Channel.Sms);
        var scan = new Receipt { Source = "test", Id = "1", Delivery = new("d"), Kind = ReceiptKind.Clicked, At = Story.Monday.AddHours(-1), ByMachine = true };

        Assert.Equal(story.Snapshot.Channels, (story with { State = CustomerFold.Apply(story.State, scan, Channel.Sms, Purpose.Marketing) }).Snapshot.Channels, Same);
    }

    private static bool Same(IReadOnlyList<ChannelSnapshot> left, IReadOnlyList<ChannelSnapshot> right) => left.Select(one => one.History).SequenceEqual(right.Select(one => one.History));
}
