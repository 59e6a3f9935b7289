using System.Text;
using FsCheck;
using FsCheck.Fluent;
using static OmniChannel.Tests.Funnels.Way;

namespace OmniChannel.Tests.Funnels;

/// <summary>The order in which touchpoints come does not matter: the order in which they happened does.</summary>
public sealed class FunnelOrderTests
{
    private static readonly FunnelBook Book = new([Shop, Partners]);
    private static readonly TouchpointType[] Types =
        [TouchpointType.SiteVisited, TouchpointType.CartLeft, TouchpointType.Purchased, TouchpointType.Searched, TouchpointType.LeadCaptured, TouchpointType.MessageReceived, TouchpointType.CodeScanned];

    [Fact]
    public void Apply_InAnyOrder_GivesTheSameState() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(History(40).ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (history, seed) =>
    {
        var shuffled = history.Select((one, at) => (one, key: (at + 1L) * seed * 2654435761 % 1000003)).OrderBy(pair => pair.key).Select(pair => pair.one);
        Assert.Equal(Shown(Fold(Book, history)), Shown(Fold(Book, shuffled)));
    }));

    [Fact]
    public void Apply_OneComesDaysLate_GivesWhatItWouldHaveGivenInTime() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(History(150).ToArbitrary(), Gen.Choose(0, 30).ToArbitrary(), (history, back) =>
    {
        // However long the history: one of the newest events that are kept comes last.
        var inTime = history.OrderBy(one => one.At).ThenBy(one => FunnelEvent.TieOf(one.Source, one.Id)).ToList();
        if (inTime.Count > 0)
        {
            var late = inTime[Math.Max(0, inTime.Count - 1 - back)];
            Assert.Equal(Shown(Fold(Book, inTime)), Shown(Fold(Book, [.. inTime.Where(one => one != late), late])));
        }
    }));

    [Fact]
    public void Apply_OneComesThirtyDaysLate_GivesWhatItWouldHaveGivenInTime() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), Prop.ForAll(History(300).ToArbitrary(), Gen.Choose(0, 1000).ToArbitrary(), (history, which) =>
    {
        // Any one of the month before the newest that is kept; not only one of the newest few.
        var inTime = history.OrderBy(one => one.At).ThenBy(one => FunnelEvent.TieOf(one.Source, one.Id)).ToList();
        var month = inTime.Where(one => inTime[^1].At - one.At <= FunnelRecorder.KeptFor).ToList();
        if (month.Count > 0)
        {
            var late = month[which % month.Count];
            Assert.Equal(Shown(Fold(Book, inTime)), Shown(Fold(Book, [.. inTime.Where(one => one != late), late])));
        }
    }));

    [Fact]
    public void Apply_AVisitOfEachOfThirtyDays_LateByThirty_IsPutInItsPlace()
    {
        // Four a day: more than the 64 that are kept anyway.
        var month = Enumerable.Range(0, 120).Select(i => Touch(TouchpointType.SiteVisited, i * 0.25)).ToList();
        var late = Touch(TouchpointType.CartLeft, 0.1);
        var events = Assert.Single(Fold(Book, [.. month, late]).Funnels!).Events;

        Assert.Equal(Shown(Fold(Book, [late, .. month])), Shown(Fold(Book, [.. month, late])));
        Assert.Equal(121, events.Count);
    }

    [Fact]
    public void Apply_MoreThanIsKeptInThirtyDays_KeepsTheNewest256()
    {
        var state = Fold(Book, Enumerable.Range(0, 300).Select(i => Touch(TouchpointType.SiteVisited, i * 0.05)));

        Assert.Equal(FunnelRecorder.MostEvents, Assert.Single(state.Funnels!).Events.Count);
        Assert.Equal(FunnelRecorder.AlwaysKept, Assert.Single(new TouchpointFold(Book).Apply(state, Touch(TouchpointType.SiteVisited, 90)).Funnels!).Events.Count);
    }

    [Fact]
    public void Apply_ALongHistoryInTime_StandsWhereAnUnboundedJournalWould() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(History(250).ToArbitrary(), history =>
    {
        var inTime = history.OrderBy(one => one.At).ThenBy(one => FunnelEvent.TieOf(one.Source, one.Id)).ToList();
        var state = Fold(Book, inTime);
        foreach (var machine in Book.Machines)
        {
            var journal = FunnelBook.JournalOf(state, machine);
            var whole = new FunnelJournal
            {
                Funnel = machine.Funnel.Id,
                StartedAt = machine.Funnel.EnteredBy is null && inTime.Count > 0 ? inTime[0].At : null,
                Events = FunnelJournal.Merge(inTime.Select(one => (IReadOnlyList<FunnelJournal>)[.. FunnelBook.JournalOf(Fold(Book, [one]), machine) is { } alone ? [alone] : Array.Empty<FunnelJournal>()]))?[0].Events ?? [],
            };
            Assert.Equal(machine.StageAt(whole, Noon.AddDays(90)), journal is null ? null : machine.StageAt(journal, Noon.AddDays(90)));
            Assert.True(journal is null || journal.Events.Count <= FunnelRecorder.MostEvents);
            Assert.Equal(machine.MovesUntil(whole, Noon.AddDays(90)).TakeLast(20), journal is null ? [] : machine.MovesUntil(journal, Noon.AddDays(90)).TakeLast(20));
        }
    }));

    [Fact]
    public void Of_APersonOfSeveralCustomers_StandsWhereOneWhoDidItAllWould() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(History(60).ToArbitrary(), Gen.Choose(1, 7).ToArbitrary(), (history, seed) =>
    {
        var members = new[] { "anna", "ben", "cat" }.Select((name, i) => history.Where((_, at) => (at * seed) % 3 == i)
            .Aggregate(CustomerState.Unknown(new(name)), new TouchpointFold(Book).Apply)).ToArray();
        var person = PersonView.Of(members, new("anna"));
        var one = Fold(Book, history);
        var now = Noon.AddDays(45);
        Assert.Equal(Book.At(one, now).Stage, Book.At(person, now).Stage);
        Assert.Equal(Book.Machines[0].MovesUntil(FunnelBook.JournalOf(one, Book.Machines[0]) ?? None, now), Book.Machines[0].MovesUntil(FunnelBook.JournalOf(person, Book.Machines[0]) ?? None, now));
    }));

    [Fact]
    public void Apply_AHundredPageViewsInAnHour_AreTwoEvents()
    {
        var state = Fold(Book, Enumerable.Range(0, 100).Select(i => Touch(TouchpointType.SiteVisited, TimeSpan.FromSeconds(i * 30), $"{i}")));

        Assert.Equal([Noon, Noon.AddSeconds(99 * 30)], Assert.Single(state.Funnels!).Events.Select(one => one.At));
    }

    [Fact]
    public void Apply_OneOlderThanTheJournal_MovesForwardNeverBack()
    {
        var many = Enumerable.Range(0, 100).Select(i => Touch(TouchpointType.CartLeft, 100 + i)).ToList();
        var state = Fold(Book, many);

        Assert.Equal(Cart, Book.At(state, Noon.AddDays(199)).Stage);
        Assert.Equal(Lapsed, Book.At(new TouchpointFold(Book).Apply(state, Touch(TouchpointType.Purchased, 120)), Noon.AddDays(199)).Stage);
        Assert.Equal(Cart, Book.At(new TouchpointFold(Book).Apply(state, Touch(TouchpointType.SiteVisited, 1)), Noon.AddDays(199)).Stage);
    }

    [Fact]
    public void Stored_AndReadBack_IsTheSame()
    {
        var state = Fold(Book, Enumerable.Range(0, 100).SelectMany(i => new[] { Touch(TouchpointType.CartLeft, i), Touch(TouchpointType.Searched, i + 0.2, "price"), Touch(TouchpointType.LeadCaptured, i) }));

        Assert.Equal(Shown(state), Shown(StoredJson.Read(StoredJson.Write(state, StoredJson.Default.CustomerState), StoredJson.Default.CustomerState)));
        Assert.Contains("\"search.made?", Shown(state), StringComparison.Ordinal);
        Assert.Contains("\"checkpoints\"", Shown(state), StringComparison.Ordinal);
    }

    /// <summary>What is remembered of a walk is what a walk from the beginning finds, after every touchpoint, in time and late, whatever fell off.</summary>
    [Fact]
    public void Apply_TouchByTouch_StandsWhereWalkingAnewDoes() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(History(300).ToArbitrary(), Gen.Choose(0, 40).ToArbitrary(), (history, late) =>
    {
        var state = CustomerState.Unknown(new("anna"));
        foreach (var touch in history.OrderBy(one => one.At.AddHours(one.Id.Length % 3 == 0 ? late : 0)))
        {
            state = new TouchpointFold(Book).Apply(state, touch);
            foreach (var machine in Book.Machines)
            {
                if (FunnelBook.JournalOf(state, machine) is { } journal)
                {
                    var anew = journal with { Events = [.. journal.Events] };
                    Assert.Null(anew.Settled);
                    Assert.Equal((machine.StageOf(anew), machine.StageAt(anew, touch.At.AddDays(5)), machine.NextDue(anew, touch.At)), (machine.StageOf(journal), machine.StageAt(journal, touch.At.AddDays(5)), machine.NextDue(journal, touch.At)));
                    Assert.Equal(machine.StageAt(anew, touch.At.AddDays(5)), machine.MovesUntil(journal, touch.At.AddDays(5)) is [.., var last] ? last.To : (FunnelStage?)null);
                }
            }
        }
    }));

    private static FunnelJournal None { get; } = new() { Funnel = FunnelId.Default, Events = [] };

    /// <summary>The whole state, as it is stored.</summary>
    private static string Shown(CustomerState state) => Encoding.UTF8.GetString(StoredJson.Write(state, StoredJson.Default.CustomerState).Span);

    /// <summary>Within six weeks, at whole hours and quarters: some at one instant, many within one hour.</summary>
    private static Gen<Touchpoint[]> History(int most) =>
        from count in Gen.Choose(0, most)
        from steps in (from type in Gen.Elements(Types)
                       from hour in Gen.Choose(0, 42 * 24)
                       from quarter in Gen.Choose(0, 3)
                       from query in Gen.Elements<string?>("price", "shoes", null)
                       select (type, at: TimeSpan.FromMinutes((hour * 60) + (quarter * 15)), query)).ListOf(count)
        select steps.Select((step, i) => Touch(step.type, step.at, FormattableString.Invariant($"{i}"), step.type == TouchpointType.Searched ? step.query : null)).ToArray();
}
