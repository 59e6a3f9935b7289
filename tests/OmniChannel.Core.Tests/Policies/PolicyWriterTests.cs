using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace OmniChannel.Tests.Policies;

public sealed class PolicyWriterTests
{
    private static readonly OrderedFact<int> Load = Facts.Custom.Number("load", "", 0, 9);

    private static readonly Func<PolicyBuilder, PolicyBuilder>[] ShapeChanges =
    [
        .. new[]
        {
            ScorePoints.Table(Load).Row(1, 5).Otherwise(0),
            ScorePoints.Table(Load).Row(1, 6).Otherwise(0),
            ScorePoints.Table(Load).Row(2, 5).Otherwise(0),
            ScorePoints.Table(Load).Row(1, 5).Otherwise(1),
            ScorePoints.Table(Facts.AgentsFree).Row(1, 5).Otherwise(0),
            ScorePoints.Table(Load, Facts.Channel).Row(1, Channel.Sms, 5).Otherwise(0),
            ScorePoints.Table(Facts.Custom.Number("load", "", 0, 8)).Row(1, 5).Otherwise(0),
            ScorePoints.Steps(Load, (1, 5)),
            ScorePoints.Steps(Load, (2, 5)),
            ScorePoints.Steps(Load, (1, 5), (2, 6)),
            ScorePoints.Steps(Facts.Cart.Total, (Money.Of(1, "EUR"), 5)),
            ScorePoints.Steps(Facts.Cart.Total, (Money.Of(1, "USD"), 5)),
            ScorePoints.Linear(Load, 1),
            ScorePoints.Linear(Load, 2),
            ScorePoints.Linear(Load, 1, 2),
            ScorePoints.Linear(Load, 1, 1, -5),
            ScorePoints.Linear(Load, 1, 1, -5, 5),
            ScorePoints.Linear(Facts.Cart.Total, 1, Money.Of(1, "EUR")),
            ScorePoints.Rate(Facts.History.LeadQuality, 1),
            ScorePoints.Rate(Facts.History.ChanceToBuy, 1),
            ScorePoints.Rate(Facts.History.ChanceToBuy, 1, 0),
        }.Select(points => (Func<PolicyBuilder, PolicyBuilder>)(p => p.Score(Channel.Sms, points, Facts.OnSite, "no SMS to who is here"))),
        p => p.ExcludeWithin([Channel.Sms], Facts.Now.LocalMinute, Load, Facts.AgentsFree, Facts.OnSite, "no SMS to who is here"),
        p => p.ExcludeWithin([Channel.Sms], Facts.Now.LocalMinute, Facts.AgentsFree, Load, Facts.OnSite, "no SMS to who is here"),
        p => p.ExcludeWithin([Channel.Sms], Facts.Now.LocalMinute, Load, Facts.AgentsFree, Facts.OnSite, "no SMS to who is here", Load),
        p => p.ExcludeAbove([Channel.Sms], ScorePoints.Table(Load).Otherwise(3), Facts.AgentsFree, Facts.OnSite, "no SMS to who is here"),
        p => p.ExcludeAbove([Channel.Sms], ScorePoints.Table(Load).Otherwise(4), Facts.AgentsFree, Facts.OnSite, "no SMS to who is here"),
        p => p.ExcludeAbove([Channel.Sms], ScorePoints.Table(Load).Otherwise(3), "EUR", Facts.Cart.Total, Facts.OnSite, "no SMS to who is here"),
    ];

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
        p => p.Cap(new FrequencyCap { Max = 1, Window = new CapWindow.Rolling { Length = TimeSpan.FromHours(1) }, WaivedFrom = Urgency.High }),
        p => p.Cap(new FrequencyCap { Max = 1, Window = new CapWindow.Rolling { Length = TimeSpan.FromHours(1) }, WaivedFor = [Purpose.Service] }),
        p => p.QuietHours(new QuietHours { From = new(12, 0), Until = new(13, 0), WaivedFor = [Purpose.Service] }),
        .. ShapeChanges,
        p => p.WithoutSafeCaps(),
        p => p.WithoutSafeQuietHours(),
        p => p.WaitingCosts(3),
        p => p.MoneyCosts(500, "USD"),
        p => p.MoneyCosts(501, "EUR"),
        p => p.Holdout(1),
        p => p.Exploration(1),
        p => p.Terms(ScoreTerm.Cost),
    ];

    /// <summary>Those before may be made several times.</summary>
    private static readonly int Several = 26 + ShapeChanges.Length;

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
    public void ToString_OfTheDefaultPolicy_IsAPolicyFile() => Assert.Equal(
        """
        {
          "version": 1,
          "name": "default",
          "facts": [],
          "rules": [],
          "plans": [
            {
              "firstOf": ["email"],
              "when": "message.purpose == \"transactional\" && customer.hoursSincePurchase < 24",
              "because": "after a purchase the receipt is looked for in the mailbox"
            },
            {
              "firstOf": ["live-chat"],
              "when": "message.purpose != \"transactional\" && presence.site && agents.free >= 1",
              "because": "the customer is on the site, and an agent is free"
            },
            {
              "firstOf": ["push"],
              "when": "message.purpose != \"transactional\" && presence.store",
              "because": "in the store the phone is at hand"
            }
          ],
          "safeCaps": false,
          "caps": [
            {
              "max": 2,
              "within": "1d",
              "per": "person",
              "channels": [],
              "purposes": [],
              "waivedFor": []
            },
            {
              "max": 5,
              "within": "7d",
              "per": "person",
              "channels": [],
              "purposes": [],
              "waivedFor": []
            }
          ],
          "safeQuietHours": false,
          "quietHours": [
            {
              "from": "21:00",
              "until": "08:00",
              "days": [],
              "channels": [],
              "waivedFrom": "critical",
              "waivedFor": []
            }
          ],
          "terms": ["liking","persona","usage","device","stage","presence","leadQuality","chanceToBuy","cost"],
          "waitingPointsPerHour": 2,
          "money": {
            "pointsPerUnit": 500,
            "currency": "EUR"
          },
          "holdoutPerMille": 0,
          "explorationPerMille": 0,
          "otherwise": "best"
        }

        """.ReplaceLineEndings("\n"),
        DefaultPolicy.Instance.ToString());

    /// <summary>Some changes in one order; those that set a single value at most once.</summary>
    private static Gen<List<int>> Choice() => Gen.Choose(0, Changes.Length - 1).ListOf().Select(ones => ones.Where(one => one < Several).Concat(ones.Where(one => one >= Several).Distinct().Order().Take(1)).ToList());

    private static Policy Of(IEnumerable<int> changes) => changes.Aggregate(Policy.Named("p"), (policy, change) => Changes[change](policy)).OtherwiseBest();
}
