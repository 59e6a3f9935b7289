using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OmniChannel.Tests.Funnels;

namespace OmniChannel.Tests.Customers;

/// <summary>The whole state of a customer, as it is stored: of touchpoints of every kind, over every channel, with everything that they may say.</summary>
public sealed class StateOrderTests
{
    private static readonly TouchpointFold Fold = new(new FunnelBook([Way.Shop, Way.Partners]));
    private static readonly TouchpointType[] Types =
    [
        TouchpointType.SiteVisited, TouchpointType.SiteLeft, TouchpointType.AppOpened, TouchpointType.AppClosed, TouchpointType.StoreEntered, TouchpointType.StoreLeft, TouchpointType.CartLeft,
        TouchpointType.Purchased, TouchpointType.Searched, TouchpointType.LeadCaptured, TouchpointType.MessageReceived, TouchpointType.ItemSaved, TouchpointType.SurveyAnswered, TouchpointType.SurveyFollowed,
    ];

    private static readonly Dictionary<string, string>[] Said =
    [
        [],
        new() { ["topic"] = "shoes" },
        new() { ["topic"] = "not a topic!" },
        new() { ["query"] = "price of a tent" },
        new() { ["landing"] = "https://shop.example/?utm_source=news&utm_medium=email" },
        new() { ["landing"] = "https://shop.example/?gclid=abc", ["referrer"] = "https://www.google.com/" },
        new() { ["survey"] = "s", ["question"] = "q", ["answer"] = "yes" },
        new() { ["survey"] = "s", ["question"] = "q", ["answer"] = "no" },
        new() { ["survey"] = "s", ["question"] = "r", ["answer"] = "no" },
    ];

    [Fact]
    public void Apply_InAnyOrder_GivesTheSameState() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(History(60).ToArbitrary(), Gen.Choose(1, int.MaxValue).ToArbitrary(), (history, seed) =>
        Assert.Equal(Shown(history), Shown(history.Index().OrderBy(one => (one.Index + 1L) * seed * 2654435761 % 1000003).Select(one => one.Item)))));

    [Fact]
    public void Apply_OneComesDaysLate_GivesWhatItWouldHaveGivenInTime() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), Prop.ForAll(History(220).ToArbitrary(), Gen.Choose(0, 1000).ToArbitrary(), (history, which) =>
    {
        var inTime = history.OrderBy(one => one.At).ThenBy(one => FunnelEvent.TieOf(one.Source, one.Id)).ToList();
        var month = inTime.Where(one => inTime[^1].At - one.At <= FunnelRecorder.KeptFor).ToList();
        if (month.Count > 0)
        {
            var late = month[which % month.Count];
            Assert.Equal(Shown(inTime), Shown([.. inTime.Where(one => one != late), late]));
        }
    }));

    private static string Shown(IEnumerable<Touchpoint> touches)
    {
        var state = touches.Aggregate(CustomerState.Unknown(new("anna")), Fold.Apply);
        return Encoding.UTF8.GetString(StoredJson.Write(state with { Channels = state.Channels.OrderBy(one => one.Key.Name, StringComparer.Ordinal).ToDictionary() }, StoredJson.Default.CustomerState).Span);
    }

    /// <summary>Within six weeks, many at one instant or within one hour.</summary>
    private static Gen<Touchpoint[]> History(int most) =>
        from count in Gen.Choose(0, most)
        from steps in (from type in Gen.Elements(Types)
                       from hour in Gen.Choose(0, 42 * 24)
                       from quarter in Gen.Choose(0, 3)
                       from channel in Gen.Elements<Channel?>(null, Channel.Website, Channel.Email, Channel.Store, Channel.WhatsApp)
                       from device in Gen.Elements(Enum.GetValues<DeviceKind>())
                       from amount in Gen.Elements<Money?>(null, Money.Of(5, "EUR"), Money.Of(2000, "EUR"), Money.Of(5, "USD"))
                       from said in Gen.Elements(Said)
                       select new Touchpoint { Source = "test", Id = "", Customer = new("anna"), Type = type, At = Way.Noon.AddMinutes((hour * 60) + (quarter * 15)), Channel = channel, Device = device, Amount = amount, Data = said }).ListOf(count)
        select steps.Select((step, i) => step with { Id = FormattableString.Invariant($"{i}") }).ToArray();
}
