using System.Text.Json;

namespace OmniChannel.Tests.Routing;

/// <summary>What people read, approved line by line.</summary>
public sealed class DecisionTextTests
{
    [Fact]
    public void ToString_OfAChoice_ReadsWell()
    {
        var story = Story.Of(Channel.Email, Channel.Push, Channel.Sms).InHand(DeviceKind.Mobile).Is("commuter", (Channel.Push, 60), (Channel.Email, -10)).Unreachable(Channel.Sms);

        Reads(
            """
            spring for anna: push, now, by account "push-1"
              push               80  +60 persona (a commuter likes it), +40 device (fits the phone in hand), -20 stage (out of place in awareness)
              e-mail            -10  -10 persona (a commuter would rather not)
                                     e-mail lacks 90 points to push; it would win had the customer used it within a day
              SMS              shut  no address on SMS is known; save a contact point to consider it
                                     even without that, SMS would lack 116 points to push
            """,
            story);
    }

    [Fact]
    public void ToString_OfAWait_SaysUntilWhen() => Reads(
        """
        spring for anna: SMS, at 2026-03-03 07:00 UTC, by account "sms-1"
          note: the customer's time zone is not known: Europe/Berlin is assumed
          SMS               107  +200 liking (the customer likes it), -40 stage (out of place in awareness), -35 cost (costs 0.07 EUR), -18 waiting (waits 9 h)
                                 waits: it is quiet (21:00–08:00) where the customer is, until 2026-03-03 07:00 UTC
          e-mail              0  
                                 e-mail lacks 107 points to SMS; it would win if the customer said to like it
        """,
        (Story.Of(Channel.Email, Channel.Sms).Says(Channel.Sms, Liking.Like) with { Now = Story.Utc("2026-03-02 22:00"), HostZone = "Europe/Berlin" }).Knowing(profile => profile with { TimeZone = null, Country = null }));

    [Fact]
    public void ToString_OfNothing_SaysHowToMendIt() => Reads(
        """
        spring for anna: nothing is sent, because no channel can be used before the message expires
          e-mail           shut  there is no consent for marketing on e-mail; ask for it and record it (RecordAsync with a ConsentRecord)
                                 e-mail would win with a consent for marketing
          live chat        shut  no agent is free to answer
                                 the customer is not on the website now
                                 there is no consent for marketing on live chat; ask for it and record it (RecordAsync with a ConsentRecord)
                                 without all of that, live chat would win
          print            shut  print speaks to everybody, not to one person
                                 nothing would make print win
        """,
        Story.Of(Channel.Email, Channel.LiveChat, Channel.Print).WithoutConsent());

    [Fact]
    public void WhyNot_OfALoser_IsOneSentence()
    {
        var capped = Story.Of(Channel.Email, Channel.Push).InHand(DeviceKind.Mobile)
            .By(Policy.Named("p").Cap(new FrequencyCap { Max = 1, Window = new CapWindow.Rolling { Length = TimeSpan.FromDays(30) }, Channels = [Channel.Push] }))
            .Sent(Channel.Push, Story.Monday.AddDays(-1)).Decide();

        Assert.Equal(
            "push was shut because the cap of 1 in any 30 days on push is used up, until 2026-03-31 10:00 UTC; push would win if one slot of the cap of 1 in any 30 days on push were free.",
            capped.WhyNot(Channel.Push));
        Assert.Null(capped.WhyNot(Channel.Email));
        Assert.Null(capped.WhyNot(Channel.Tv));
        Assert.Equal(
            "SMS lost: out of place in awareness; costs 0.07 EUR; SMS lacks 76 points to e-mail; it would win had the customer used it within a day.",
            Story.Of(Channel.Email, Channel.Sms).Decide().WhyNot(Channel.Sms));
    }

    [Fact]
    public void WhyNot_OfAChannelThatARuleTakesOut_NamesTheValueThatWouldHaveLetItWin()
    {
        var story = Story.Of(Channel.Email, Channel.Sms).Says(Channel.Sms, Liking.Like).By(Policy.Named("p").Exclude(Channel.Sms, Facts.Cart.Total < Money.Of(20, "EUR"), "a text message costs more than a small cart brings"));

        Says("SMS would win if the cart were 20.00 EUR or more", story.After(TouchpointType.CartLeft, TimeSpan.FromHours(1), amount: Money.Of(15, "EUR")));
        Assert.Null(story.After(TouchpointType.CartLeft, TimeSpan.FromHours(1), amount: Money.Of(20, "EUR")).Decide().WhyNot(Channel.Sms));
    }

    [Fact]
    public void WhyNot_OfAChannelThatACapShuts_SaysThatOneSlotIsEnough() => Says(
        "SMS would win if one slot of the cap of 1 in any 3 days on sms were free",
        Story.Of(Channel.Email, Channel.Sms).Says(Channel.Sms, Liking.Like).Sent(Channel.Sms, Story.Monday.AddDays(-1))
            .By(Policy.Named("p").Cap(new FrequencyCap { Max = 1, Window = new CapWindow.Rolling { Length = TimeSpan.FromDays(3) }, Channels = [Channel.Sms] })) with { Lasting = TimeSpan.FromDays(1) });

    /// <summary>In the text, in the one sentence, and in the JSON.</summary>
    private static void Says(string contrast, Story story)
    {
        var decision = story.Decide();
        using var json = JsonDocument.Parse(decision.ToJson());
        var sms = json.RootElement.GetProperty("channels").EnumerateArray().Single(one => one.GetProperty("channel").GetString() == "sms");

        Assert.Contains(contrast, decision.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(contrast + ".", decision.WhyNot(Channel.Sms), StringComparison.Ordinal);
        Assert.Equal(contrast, sms.GetProperty("wouldWinIf").GetProperty("text").GetString());
        Assert.EndsWith(contrast + ".", sms.GetProperty("whyNot").GetString(), StringComparison.Ordinal);
    }

    private static void Reads(string expected, Story story)
    {
        var decision = story.Decide();
        var last = $"  policy \"default\" {decision.PolicyHash[..12]}, snapshot {decision.SnapshotHash[..12]}";
        Assert.Equal(expected.ReplaceLineEndings("\n") + "\n" + last, decision.ToString());
    }
}
