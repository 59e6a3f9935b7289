using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace OmniChannel.Tests.Routing;

/// <summary>What a loser is told must be so: the stated change, made in the input and decided anew, makes it win.</summary>
public sealed class ContrastTests
{
    private static readonly Channel[] Candidates = [Channel.Email, Channel.Sms, Channel.Push, Channel.WhatsApp, Channel.LiveChat, Channel.Website, Channel.Telegram];

    private static readonly TextFact Tier = Facts.Custom.Text("tier", "The loyalty tier.", ["silver", "gold"]);

    [Fact]
    public void WouldWinIf_ForEveryLoser_MakesItWin()
    {
        var seen = new Dictionary<string, int>();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1500).WithReplay(new Replay(new Rnd(7UL, 11UL), null)), Prop.ForAll(Stories().ToArbitrary(), story =>
        {
            foreach (var verdict in story.Decide().Verdicts)
            {
                if (verdict.WouldWinIf is { } change)
                {
                    seen[change.Code] = seen.GetValueOrDefault(change.Code) + 1;
                    Holds(story, verdict.Channel, change);
                }
            }
        }));

        string[] expected =
        [
            "wins-if.gate", "wins-if.gate.consent", "wins-if.gate.cap", "wins-if.gate.cap.slot", "wins-if.fact", "wins-if.fact.more", "wins-if.fact.less", "wins-if.fact.device", "wins-if.gate.address", "wins-if.gate.quiet", "wins-if.gates", "wins-if.gate-and-points",
            "wins-if.now", "wins-if.usage", "wins-if.usage.today", "wins-if.device", "wins-if.liking", "wins-if.plan", "wins-if.plan-and-points", "wins-if.gate-and-plan", "wins-if.points", "wins-if.nothing",
        ];
        Assert.True(expected.All(seen.ContainsKey), "never seen: " + string.Join(", ", expected.Except(seen.Keys)));
    }

    [Fact]
    public void WouldWinIf_WhereNoRuleAsks_IsWhatRankingAnewFinds()
    {
        // A rule that never fires has the contrast rank anew instead of counting the points of an earlier use.
        Policy never = Policy.Named("never").Exclude(Candidates, Facts.Customer.Age < 0, "nobody is that young").OtherwiseBest();
        var used = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(new Replay(new Rnd(5UL, 13UL), null)), Prop.ForAll(Stories().ToArbitrary(), story =>
        {
            var known = story.Knowing(profile => profile with { Age = 30 });
            var counted = Router.Decide(known.Snapshot, known.Policy with { Rules = [] });
            var ranked = Router.Decide(known.Snapshot, known.Policy with { Rules = never.Rules });
            foreach (var (one, other) in counted.Verdicts.Zip(ranked.Verdicts))
            {
                var change = one.WouldWinIf;
                Assert.Equal(other.WouldWinIf?.ToString(), change?.ToString());
                used += change?.Code.StartsWith("wins-if.usage", StringComparison.Ordinal) == true ? 1 : 0;
            }
        }));
        Assert.True(used > 50, $"An earlier use was the change {used} times.");
    }

    [Fact]
    public void WouldWinIf_ForAPoster_SaysThatNothingWould() =>
        Assert.Equal("wins-if.never", Story.Of(Channel.Email, Channel.Print).On(Channel.Print).WouldWinIf!.Code);

    [Fact]
    public void WouldWinIf_ForTheWinner_IsNull() => Assert.Null(Story.Of(Channel.Email, Channel.Sms).On(Channel.Email).WouldWinIf);

    [Fact]
    public void WouldWinIf_OfTwoWithTheSameScore_LacksOnePoint()
    {
        var email = ChannelDefinitions.Email;
        var (first, second) = (new Channel("a"), new Channel("b"));
        var verdict = new Story().With(email with { Channel = first }).With(email with { Channel = second }).By(Policy.Named("plain")).On(second);

        Assert.Equal("1", verdict.WouldWinIf!["points"]);
    }

    private static void Holds(Story story, Channel channel, Reason change)
    {
        var told = $"{channel}: {change} [{change.Code}]\n{story.Decide()}";
        switch (change.Code)
        {
            case "wins-if.points":
                Lacks(story, channel, change, told);
                break;
            case "wins-if.gate-and-points":
                Lacks(change.Causes.Aggregate(Sendable(story), (now, cause) => Mended(now, channel, cause)), channel, change, told);
                break;
            case "wins-if.plan-and-points":
                Assert.True(Sendable(story).Decide().Choice!.Channel.Name == change["first"], told);
                Lacks(Mended(story, channel, Reason.Of("wins-if.plan")), channel, change, told);
                break;
            case "wins-if.gate-and-plan":
                var opened = change.Causes.Aggregate(Sendable(story), (now, cause) => Mended(now, channel, cause)).Decide();
                Assert.True(opened.Choice!.Channel.Name == change["winner"] && opened[channel]!.IsEligible, told);
                break;
            case "wins-if.fact.more" or "wins-if.fact.less":
                foreach (var value in Beyond(change))
                {
                    Assert.True(Stated(Sendable(story), change["fact"]!, value).Decide().Choice?.Channel == channel, $"{told}\n--- {value}");
                }

                break;
            default:
                var changed = Mended(Sendable(story), channel, change);
                Assert.True(changed.Decide().Choice?.Channel == channel, $"{told}\n--- changed:\n{changed.Decide()}");
                break;
        }
    }

    private static void Lacks(Story story, Channel channel, Reason change, string told)
    {
        var points = int.Parse(change["points"]!, null);
        Assert.True(Sendable(Given(story, channel, points)).Decide().Choice?.Channel == channel, told);
        Assert.True(Sendable(Given(story, channel, points - 1)).Decide().Choice?.Channel != channel, told);
    }

    private static Story Given(Story story, Channel channel, int points) => story with
    {
        Policy = story.Policy with { Rules = [.. story.Policy.Rules, new ScoreRule { Channels = [channel], Points = points, When = Condition.Always, Because = "what if" }] },
    };

    /// <summary>Contrasts leave a holdout, and a policy without a plan, aside.</summary>
    private static Story Sendable(Story story) => story with { Policy = story.Policy with { HoldoutPerMille = 0, OtherwiseBest = true } };

    private static Story Mended(Story story, Channel channel, Reason reason) => reason.Code switch
    {
        "wins-if.nothing" => story,
        "wins-if.gate" or "wins-if.gates" or "wins-if.now" => reason.Causes.Aggregate(story, (now, cause) => Mended(now, channel, cause)),
        "wins-if.usage" or "wins-if.usage.today" => story.Used(channel, TimeSpan.FromDays(int.Parse(reason["days"]!, null))),
        "wins-if.device" => story.InHand(Enum.GetValues<DeviceKind>().Single(kind => Scorer.DeviceName(kind) == reason["device"])),
        "wins-if.liking" => story.Says(channel, Liking.Like),
        "wins-if.plan" => story with { Policy = story.Policy with { Plans = [] } },
        "wins-if.gate.consent" or "consent.missing" or "consent.denied" or "consent.ended" or "consent.no-basis" =>
            story.Consents(ConsentRecord.Grant(story.Message.Purpose, channel, story.Now.AddTicks(1), "asked again")),
        "wins-if.gate.cap.slot" => OneSlotMore(story, reason["cap"]!),
        "wins-if.fact" or "wins-if.fact.more" or "wins-if.fact.less" => Stated(story, reason["fact"]!, reason["value"]!),
        "wins-if.fact.device" => story.InHand(Enum.GetValues<DeviceKind>().Single(kind => Scorer.DeviceName(kind) == reason["device"])),
        "wins-if.gate.cap" or "cap.reached" or "cap.closed" =>
            story with { Policy = story.Policy with { Caps = [.. story.Policy.Caps.Where(cap => !reason["cap"]!.Contains(cap.ToString(), StringComparison.Ordinal))] } },
        "wins-if.gate.quiet" or "quiet.hours" => story with { Policy = story.Policy with { Quiet = [] } },
        "wins-if.gate.address" or "address.missing" or "address.malformed" => story.Reachable(channel, $"new@{channel}"),
        "address.not-on-site" or "address.not-long-enough" => story with { State = story.State with { SiteSeenAt = story.Now, SiteLeftAt = null } },
        "address.no-agent" => story with { Agents = 1 },
        "address.reply-window" => story.Written(channel, story.Now),
        "suppression.address" => story with { State = story.State with { Suppressions = [.. story.State.Suppressions.Where(one => one.Channel != channel)] } },
        "relevance.host" => story with { Irrelevant = null },
        "relevance.topic" => story.Knowing(profile => profile with { Topics = new Dictionary<Topic, Liking>() }),
        "rules.excluded" or "rules.required" or "rules.fact-missing" =>
            story with { Policy = story.Policy with { Rules = [.. story.Policy.Rules.Where(rule => rule.Because != reason["because"])] } },
        "budget.exceeded" or "budget.currency" => story with { Budget = null },
        "provider.paused" => story with { Accounts = [.. story.Accounts.Select(one => one.Channel == channel ? (channel, one.Health with { PausedUntil = null }) : one)] },
        "capability.no-variant" => story with { Variants = [.. story.Variants, new Variant { Channel = channel, Text = "Hello" }] },
        "capability.no-adapter" => story.Account(channel, channel + "-1"),
        _ => throw new InvalidOperationException($"Nobody knows how to mend {reason.Code}."),
    };

    private static Story OneSlotMore(Story story, string caps) =>
        story with { Policy = story.Policy with { Caps = [.. story.Policy.Caps.Select(cap => caps.Contains(cap.ToString(), StringComparison.Ordinal) ? cap with { Max = cap.Max + 1 } : cap)] } };

    /// <summary>The value that was said, and others on the side of which it was said.</summary>
    private static IEnumerable<string> Beyond(Reason change)
    {
        var (value, rest) = change["value"]!.Split(' ') is [var number, .. var unit] ? (decimal.Parse(number, CultureInfo.InvariantCulture), string.Join(' ', unit)) : default;
        var end = change.Code == "wins-if.fact.less" ? 0 : rest.Length > 0 ? 5_000_000 : 150;
        return new[] { value, value + Math.Sign(end - value), decimal.Floor((value + end) / 2), end }.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one} {rest}").TrimEnd());
    }

    private static Story Stated(Story story, string fact, string value) => story.Knowing(profile => fact switch
    {
        "customer.age" => profile with { Age = int.Parse(value, null) },
        "customer.spent" => profile with { Spent = Money.Of(decimal.Parse(value.Split(' ')[0], CultureInfo.InvariantCulture), "EUR") },
        "custom.tier" => profile with { Attributes = (profile.Attributes ?? FactSet.Empty).With(Tier, value.Trim('"')) },
        _ => throw new InvalidOperationException($"Nobody knows how to state {fact}."),
    });

    private static Gen<Story> Stories() =>
        from channels in Gen.SubListOf<Channel>(Candidates)
        where channels.Count > 1
        from hour in Gen.Choose(0, 23)
        from lasting in Gen.Elements(TimeSpan.FromHours(3), TimeSpan.FromHours(30), TimeSpan.FromDays(7))
        from device in Gen.Elements(Enum.GetValues<DeviceKind>())
        from agents in Gen.Choose(0, 1)
        from onSite in Gen.Elements(true, false)
        from policy in Policies()
        from budget in Gen.Frequency((4, Gen.Constant<Money?>(null)), (1, Gen.Constant<Money?>(Money.Of(0.01m, "EUR"))))
        from irrelevant in Gen.Frequency((9, Gen.Constant<string?>(null)), (1, Gen.Constant<string?>("sold out")))
        from changes in Gen.Elements(Candidates).SelectMany(channel => Change(channel)).ListOf()
        from sent in Gen.Choose(-60, 60).SelectMany(hours => Gen.Elements(Candidates).Select(channel => (hours, channel))).ListOf()
        let story = Story.Of([.. channels]) with { Now = Story.Monday.AddHours(hour), Lasting = lasting, Agents = agents, Policy = policy, Budget = budget, Irrelevant = irrelevant }
        let contacted = sent.Take(4).Aggregate(story, (now, one) => now.Sent(one.channel, story.Now.AddHours(one.hours)))
        let changed = changes.Aggregate(contacted.InHand(device), (now, change) => change(now))
        select onSite ? changed.After(TouchpointType.SiteVisited, TimeSpan.FromMinutes(1)) : changed;

    private static Gen<Func<Story, Story>> Change(Channel channel) =>
        from weight in Gen.Choose(-100, 100)
        from days in Gen.Choose(0, 120)
        from minutes in Gen.Choose(1, 600)
        from which in Gen.Choose(0, 13)
        select (Func<Story, Story>)(story => which switch
        {
            0 => story.Says(channel, Liking.Like),
            1 => story.Says(channel, Liking.Dislike),
            2 => (story with { Personas = [] }).Is("somebody", (channel, weight)),
            3 or 4 => story.Used(channel, TimeSpan.FromDays(days)),
            5 => story.Unreachable(channel),
            6 => story.Consents(ConsentRecord.Deny(Purpose.Marketing, channel, Story.Utc("2026-02-01"), "unsubscribed")),
            7 => story.Accounts.Any(one => one.Channel == channel) ? story.Account(channel, channel + "-1", story.Now.AddMinutes(minutes)) : story,
            8 => story with { State = CustomerFold.Suppress(story.State, new Suppression { Channel = channel, Address = $"anna@{channel}", Cause = "hard-bounce", At = story.Now }) },
            9 => story with { Variants = [.. story.Variants.Where(variant => variant.Channel != channel)] },
            10 => story.Knowing(profile => profile with { Age = 10 + (days / 2), Country = "DE" }),
            11 => story.Knowing(profile => profile with { Spent = Money.Of(minutes, "EUR") }),
            12 => story.Knowing(profile => profile with { Attributes = (profile.Attributes ?? FactSet.Empty).With(Tier, days < 60 ? "silver" : "gold") }),
            _ => story.After(TouchpointType.MessageReceived, TimeSpan.FromMinutes(minutes), channel),
        });

    private static Gen<Policy> Policies() =>
        from parts in Gen.Choose(0, 12).ListOf()
        from channel in Gen.Elements(Candidates)
        from other in Gen.Elements(Candidates)
        from points in Gen.Choose(-300, 300)
        from cost in Gen.Elements(0, 2, 40)
        from best in Gen.Elements(true, true, false)
        select Build(parts.Distinct().Take(3), channel, other, points, cost, best);

    private static Policy Build(IEnumerable<int> parts, Channel channel, Channel other, int points, int cost, bool best)
    {
        var policy = Policy.Named("any").WaitingCosts(cost);
        foreach (var part in parts)
        {
            policy = part switch
            {
                0 => policy.Score(channel, points, Condition.Always, "a rule that adds"),
                1 => policy.Exclude(channel, Facts.Device != DeviceKind.Mobile, "not without a phone"),
                8 => policy.Exclude(channel, Facts.Customer.Spent < Money.Of(100, "EUR") | Facts.Customer.Spent > Money.Of(200, "EUR"), "neither small nor large"),
                9 => policy.Exclude(channel, Facts.Customer.Spent <= Money.Of(100, "EUR") & Tier != "gold", "not yet"),
                10 => policy.Score(channel, 250, Facts.Customer.Spent >= Money.Of(300, "EUR"), "the best"),
                12 => policy.Exclude(channel, Facts.Customer.Spent > Money.Of(150, "EUR"), "these get a call"),
                11 => policy.Require(channel, Tier == "gold", "for gold"),
                2 => policy.Require(other, Facts.Customer.Country == "DE" & Facts.Customer.Age >= 18, "adults only"),
                3 => policy.FirstOf(channel == other ? [channel] : [channel, other], Facts.Purpose == Purpose.Marketing, "as planned"),
                4 => policy.Holdout(500),
                5 => policy.Cap(new FrequencyCap { Max = 0, Window = new CapWindow.Rolling { Length = TimeSpan.FromDays(3) }, Channels = [channel] }),
                6 => policy.Cap(new FrequencyCap { Max = 1, Window = new CapWindow.CalendarDay { TimeZone = "Europe/Berlin" }, Channels = [channel, other] }),
                _ => policy.WithoutSafeCaps(),
            };
        }

        return best ? policy.OtherwiseBest() : policy.OtherwiseNothing();
    }
}
