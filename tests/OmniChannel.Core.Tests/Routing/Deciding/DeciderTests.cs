using OmniChannel.Testing;
using OmniChannel.Tests.Policies;

namespace OmniChannel.Tests.Routing.Deciding;

/// <summary>A loaded customer is decided as the walker decides: channel, time, account, points, and why nothing.</summary>
public sealed class DeciderTests
{
    [Fact]
    public void Decide_AnyPolicyAndSituation_AgreesWithTheWalker()
    {
        var (policies, questions, seen) = (new AnyPolicy(7), new AnyQuestion(7), new Tally());
        for (var i = 0; i < 80; i++)
        {
            var policy = policies.Next();
            for (var n = 0; n < 8; n++)
            {
                seen.Add(SameAnswer.Checked(questions.Next(policy)));
            }
        }

        seen.Has("now", "later", "nothing.no-channel", "nothing.no-plan", "nothing.holdout", "nothing.expired");
    }

    [Fact]
    public void Decide_EveryWellKnownPolicy_AgreesWithTheWalker()
    {
        var (questions, seen) = (new AnyQuestion(8), new Tally());
        var open = Policy.Named("open").WithoutSafeCaps().WithoutSafeQuietHours().Exploration(400)
            .FirstOf([Channel.Push, Channel.Email, Channel.Sms, Channel.WhatsApp], Facts.Urgency >= Urgency.High, "urgent", TimeSpan.FromHours(1))
            .OtherwiseBest();
        for (var i = 0; i < 200; i++)
        {
            seen.Add(SameAnswer.Checked(questions.Next(DefaultPolicy.Instance)));
            seen.Add(SameAnswer.Checked(questions.Next(ReplayPolicies.Full)));
            seen.Add(SameAnswer.Checked(questions.Next(open)));
        }

        seen.Has("now", "later", "nothing.no-channel", "nothing.holdout", "nothing.expired", "step-up", "explored");
    }

    [Fact]
    public void Decide_OneLoadedCustomerAtManyMoments_AgreesWithTheWalker()
    {
        var (questions, chance, zones) = (new AnyQuestion(9), new Random(9), new ZoneBook(TimeSpan.FromDays(30)));
        foreach (var policy in new[] { DefaultPolicy.Instance, ReplayPolicies.Full, CalendarDays() })
        {
            for (var i = 0; i < 20; i++)
            {
                var asked = questions.Next(policy);
                var first = DecisionBasis.Of(asked);
                var customer = new CustomerSheet(first.Roster, asked.State, asked.CheckAddress, asked.HostZone, zones);
                for (var n = 0; n < 8; n++)
                {
                    var now = asked.Now.AddMinutes(chance.Next(-3000, 3000));
                    var later = asked with
                    {
                        Now = now,
                        NotBefore = now,
                        ExpiresAt = now.AddMinutes(chance.Next(20_000)),
                        Message = asked.Message with { Purpose = chance.Next(3) == 0 ? Purpose.Service : Purpose.Marketing, Urgency = (Urgency)chance.Next(4) },
                    };
                    var basis = new DecisionBasis
                    {
                        Policy = first.Policy,
                        Customer = customer,
                        Offers = first.Offers,
                        Message = later.Message,
                        Now = now,
                        NotBefore = now,
                        ExpiresAt = later.ExpiresAt,
                        AgentsFree = later.AgentsFree,
                        Irrelevant = later.Irrelevant,
                        BudgetLeft = later.BudgetLeft,
                        Excluding = later.Excluding,
                    };
                    var walked = Router.Decide(SnapshotBuilder.Build(later), policy);
                    var decision = Decider.Decide(basis);
                    SameAnswer.Check(basis, decision, walked);
                    Assert.Equal(walked.SnapshotHash, decision.SnapshotHash);
                }
            }
        }
    }

    [Fact]
    public void Verdicts_AskedForByMany_AreToldOnce()
    {
        var decision = new SituationGenerator(1).Next().Decide(DefaultPolicy.Instance);
        var told = new IReadOnlyList<ChannelVerdict>[8];
        Parallel.For(0, told.Length, i => told[i] = decision.Verdicts);
        Assert.All(told, verdicts => Assert.Same(told[0], verdicts));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(70)]
    public void Decide_ManyChannels_AgreesWithTheWalker(int count)
    {
        var email = ChannelDefinitions.Find(Channel.Email)!;
        var channels = Enumerable.Range(0, count).Select(i => email with { Channel = new($"mail-{i}") }).ToList();
        var policy = Policy.Named("many").Exclude([new("mail-3"), new("mail-39")], Facts.Customer.Country == "DE", "not there")
            .Score([new("mail-1"), new("mail-38")], 50, Facts.Customer.Age > 30, "known").OtherwiseBest();
        var situations = new SituationGenerator(3, channels);
        for (var i = 0; i < 40; i++)
        {
            SameAnswer.Checked(situations.Next().Input(policy));
        }
    }

    private static Policy CalendarDays() => Policy.Named("days").WithoutSafeCaps()
        .Cap(new FrequencyCap { Max = 1, Window = new CapWindow.CalendarDay { TimeZone = "Europe/Berlin" } })
        .Cap(new FrequencyCap { Max = 2, Window = new CapWindow.CalendarDay { TimeZone = "Australia/Lord_Howe" }, Per = CapScope.ContactPoint })
        .QuietHours(new QuietHours { From = new(23, 30), Until = new(2, 30), Channels = [Channel.Email] })
        .QuietHours(new QuietHours { From = new(0, 0), Until = new(12, 0), Days = [DayOfWeek.Sunday], Channels = [Channel.Email, Channel.Push] })
        .Exclude([Channel.Sms], Facts.Now.Weekday == 7 & Facts.Now.LocalMinute > 600, "Sunday")
        .OtherwiseBest();

    /// <summary>What was decided: a test that sees only one kind proves little.</summary>
    private sealed class Tally
    {
        private readonly Dictionary<string, int> _seen = [];

        public void Add(Decision decision)
        {
            Count(decision.NothingBecause?.Code ?? (decision.Choice!.At > decision.DecidedAt ? "later" : "now"));
            Count(decision.StepUp.Count > 0 ? "step-up" : "alone");
            Count(decision.Choice is { } choice && decision.Verdicts[0].Channel != choice.Channel ? "explored" : "best");
        }

        public void Has(params string[] kinds)
        {
            foreach (var kind in kinds)
            {
                Assert.True(_seen.GetValueOrDefault(kind) > 3, $"{kind}: {string.Join(", ", _seen)}");
            }
        }

        private void Count(string kind) => _seen[kind] = _seen.GetValueOrDefault(kind) + 1;
    }
}
