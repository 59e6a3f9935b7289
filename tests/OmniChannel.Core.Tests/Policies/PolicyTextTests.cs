using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace OmniChannel.Tests.Policies;

public sealed class PolicyTextTests
{
    /// <summary>One change to each member of a policy.</summary>
    private static readonly Func<PolicyBuilder, PolicyBuilder>[] Changes =
    [
        p => p.Exclude(Channel.Sms, Facts.OnSite, "no SMS to who is here"),
        p => p.Exclude(Channel.Push, Facts.OnSite, "no SMS to who is here"),
        p => p.Exclude(Channel.Sms, Facts.InApp, "no SMS to who is here"),
        p => p.Exclude(Channel.Sms, Facts.OnSite, "another reason"),
        p => p.Require(Channel.Sms, Facts.OnSite, "no SMS to who is here"),
        p => p.Score(Channel.Sms, 5, Facts.OnSite, "no SMS to who is here"),
        p => p.Score(Channel.Sms, -5, Facts.OnSite, "no SMS to who is here"),
        p => p.FirstOf([Channel.Sms, Channel.Email], Condition.Always, "plan"),
        p => p.FirstOf([Channel.Email, Channel.Sms], Condition.Always, "plan"),
        p => p.FirstOf([Channel.Sms, Channel.Email], Condition.Always, "plan", TimeSpan.FromHours(1)),
        p => p.Cap(1, TimeSpan.FromHours(1)),
        p => p.Cap(2, TimeSpan.FromHours(1)),
        p => p.Cap(1, TimeSpan.FromHours(2)),
        p => p.Cap(new FrequencyCap { Max = 1, Window = new CapWindow.CalendarDay { TimeZone = "Europe/Berlin" } }),
        p => p.Cap(new FrequencyCap { Max = 1, Window = new CapWindow.CalendarDay { TimeZone = "Europe/Paris" } }),
        p => p.Cap(new FrequencyCap { Max = 1, Window = new CapWindow.Rolling { Length = TimeSpan.FromHours(1) }, Per = CapScope.ContactPoint }),
        p => p.Cap(new FrequencyCap { Max = 1, Window = new CapWindow.Rolling { Length = TimeSpan.FromHours(1) }, Channels = [Channel.Sms] }),
        p => p.Cap(new FrequencyCap { Max = 1, Window = new CapWindow.Rolling { Length = TimeSpan.FromHours(1) }, Purposes = [Purpose.Marketing] }),
        p => p.QuietHours(new QuietHours { From = new(12, 0), Until = new(13, 0) }),
        p => p.QuietHours(new QuietHours { From = new(12, 0), Until = new(14, 0) }),
        p => p.QuietHours(new QuietHours { From = new(12, 0), Until = new(13, 0), Days = [DayOfWeek.Sunday] }),
        p => p.QuietHours(new QuietHours { From = new(12, 0), Until = new(13, 0), Channels = [Channel.Email] }),
        p => p.QuietHours(new QuietHours { From = new(12, 0), Until = new(13, 0), WaivedFrom = Urgency.High }),
        p => p.WithoutSafeCaps(),
        p => p.WithoutSafeQuietHours(),
        p => p.WaitingCosts(3),
        p => p.MoneyCosts(500, "USD"),
        p => p.MoneyCosts(501, "EUR"),
        p => p.Holdout(1),
    ];

    [Fact]
    public void Hash_OfTheSameChanges_IsTheSameAndOfOthersAnother() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Choice().ToArbitrary(), Choice().ToArbitrary(), (left, right) =>
        {
            Assert.Equal(Of(left), Of([.. left]));
            Assert.Equal(Of(left).ToString() == Of(right).ToString(), Of(left).Hash == Of(right).Hash);
            Assert.Equal(left.SequenceEqual(right), Of(left).Equals(Of(right)));
        }));

    [Fact]
    public void Hash_OfEveryChange_DiffersFromEveryOther()
    {
        var hashes = Enumerable.Range(0, Changes.Length).Select(one => Of([one]).Hash).Append(Of([]).Hash).Append(Policy.Named("q").OtherwiseBest().Hash).Append(Policy.Named("p").OtherwiseNothing().Hash).ToList();

        Assert.Equal(hashes.Count, hashes.Distinct().Count());
    }

    [Fact]
    public void Hash_WhereMinusLooksDifferent_IsTheSame()
    {
        var here = CultureInfo.CurrentCulture;
        var policy = Of([6]).ToString();
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("sv-SE") { NumberFormat = { NegativeSign = "−" } };
            Assert.Equal(policy, Of([6]).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = here;
        }
    }

    [Fact]
    public void ToString_OfNamesWithLineBreaks_StaysLineByLine() =>
        Assert.Equal(Of([0]).ToString().Count(c => c == '\n'), Policy.Named("a\nexclude * when true").Exclude(Channel.Sms, Facts.Customer.Country == "\n", "b\u2028\nc").OtherwiseBest().ToString().Count(c => c == '\n'));

    [Fact]
    public void ToString_OfTheDefaultPolicy_ReadsLineByLine() => Assert.Equal(
        """
        policy "default"
        first of email step up after -1 when message.purpose == "transactional" && customer.hoursSincePurchase < 24 because "after a purchase the receipt is looked for in the mailbox"
        first of live-chat step up after -1 when (message.purpose != "transactional" && presence.site) && agents.free >= 1 because "the customer is on the site, and an agent is free"
        first of push step up after -1 when message.purpose != "transactional" && presence.store because "in the store the phone is at hand"
        cap 2 per Person rolling 864000000000 channels * purposes 
        cap 5 per Person rolling 6048000000000 channels * purposes 
        quiet 756000000000-288000000000 days  channels * waived from Critical
        terms Liking,Persona,Usage,Device,Stage,Presence,LeadQuality,ChanceToBuy,Cost
        waiting 2 cost 500 EUR holdout 0
        otherwise best

        """.ReplaceLineEndings("\n"),
        DefaultPolicy.Instance.ToString());

    /// <summary>Some changes in one order; those that set a single value at most once.</summary>
    private static Gen<List<int>> Choice() => Gen.Choose(0, Changes.Length - 1).ListOf().Select(ones => ones.Where(one => one < 23).Concat(ones.Where(one => one >= 23).Distinct().Order().Take(1)).ToList());

    private static Policy Of(IEnumerable<int> changes) => changes.Aggregate(Policy.Named("p"), (policy, change) => Changes[change](policy)).OtherwiseBest();
}
