namespace OmniChannel.Benchmarks;

/// <summary>A touchpoint through the fold of a customer in memory, in <see cref="Rounds"/>: with no funnel, the default one, three, late, and with a journal that is full. Beside them a stage kept by hand: the furthest, and nothing else.</summary>
internal static class FunnelRounds
{
    private const int Customers = 256;

    private static readonly DateTimeOffset Begin = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, string> Said = new(StringComparer.Ordinal) { ["query"] = "what is the price of a tent" };

    private static readonly TouchpointType[] Types =
        [TouchpointType.SiteVisited, TouchpointType.SiteLeft, TouchpointType.SiteVisited, TouchpointType.CartLeft, TouchpointType.AppOpened, TouchpointType.MessageReceived, TouchpointType.Purchased, TouchpointType.SiteVisited];

    /// <param name="rounds">How many rounds count.</param>
    /// <param name="turns">How often each customer is touched in a call.</param>
    /// <returns>0.</returns>
    public static int Run(int rounds, int turns)
    {
        var three = new TouchpointFold(new FunnelBook([Waiting("partners"), Waiting("club")]));
        var ruled = new TouchpointFold(new FunnelBook([Ruled()]));
        var inRuled = Past(ruled, 12);
        var standard = Past(TouchpointFold.Standard, 12);
        var inThree = Past(three, 12);
        var full = Past(TouchpointFold.Standard, 200);
        var busy = Past(TouchpointFold.Standard, 600, 2);
        var now = Touches(i => Begin.AddDays(300).AddMinutes(i));
        var next = Touches(i => Begin.AddHours((200 * 7) + 1).AddMinutes(i));
        var soon = Touches(i => Begin.AddHours((600 * 2) + 1).AddMinutes(i));
        var behind = Touches(i => Begin.AddHours((600 * 2) - 72).AddMinutes(i));
        var late = Touches(i => Begin.AddDays(3).AddMinutes(i));
        var book = FunnelBook.Standard;
        var personas = Twenty();
        (string Name, Func<long> Run)[] ways =
        [
            ("by hand, the furthest stage", () => Often(turns, i => (int)Further(standard[i], now[i]).Purchases)),
            ("no funnel", () => Often(turns, i => CustomerFold.Apply(standard[i], now[i]).Purchases)),
            ("the default funnel", () => Often(turns, i => TouchpointFold.Standard.Apply(standard[i], now[i]).Purchases)),
            ("the default funnel, late", () => Often(turns, i => TouchpointFold.Standard.Apply(standard[i], late[i]).Purchases)),
            ("the default funnel, full", () => Often(turns, i => TouchpointFold.Standard.Apply(full[i], next[i]).Purchases)),
            ("the default funnel, the most it keeps", () => Often(turns, i => TouchpointFold.Standard.Apply(busy[i], soon[i]).Purchases)),
            ("a funnel with rules, C# and CEL", () => Often(turns, i => ruled.Apply(inRuled[i], now[i]).Purchases)),
            ("three funnels", () => Often(turns, i => three.Apply(inThree[i], now[i]).Purchases)),
            ("a funnel with rules and 20 personas", () => Often(turns, i => Matched(personas, ruled.Apply(inRuled[i], now[i]), now[i].At))),
            ("the default funnel and 20 personas", () => Often(turns, i => Matched(personas, TouchpointFold.Standard.Apply(standard[i], now[i]), now[i].At))),
            ("the default funnel, full, and 20 personas", () => Often(turns, i => Matched(personas, TouchpointFold.Standard.Apply(full[i], next[i]), next[i].At))),
            ("the same, the most it keeps", () => Often(turns, i => Matched(personas, TouchpointFold.Standard.Apply(busy[i], soon[i]), soon[i].At))),
            ("the same, three days late", () => Often(turns, i => Matched(personas, TouchpointFold.Standard.Apply(busy[i], behind[i]), soon[i].At))),
            ("the stage at an instant, the most", () => Often(turns, i => book.At(busy[i], Begin.AddDays(300)).Purchases)),
            ("no funnel, the most", () => Often(turns, i => CustomerFold.Apply(busy[i], soon[i]).Purchases)),
            ("the stage at an instant", () => Often(turns, i => book.At(standard[i], Begin.AddDays(300)).Purchases)),
        ];
        Console.WriteLine(FormattableString.Invariant($"Events kept: {standard[0].Funnels![0].Events.Count}, full {full[0].Funnels![0].Events.Count}, the most {busy[0].Funnels![0].Events.Count}."));
        Rounds.Print("a touchpoint in memory", rounds, Customers * turns, ways);
        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = ways[2].Run();
        var with = GC.GetAllocatedBytesForCurrentThread();
        _ = ways[1].Run();
        var without = GC.GetAllocatedBytesForCurrentThread();
        Console.WriteLine(FormattableString.Invariant($"A touchpoint allocates {(without - with) / (Customers * turns)} bytes without a funnel and {(with - before) / (Customers * turns)} with the default one."));
        return 0;
    }

    /// <summary>What somebody writes who needs no more.</summary>
    private static CustomerState Further(CustomerState state, Touchpoint touchpoint)
    {
        var stage = touchpoint.Type == TouchpointType.Purchased ? FunnelStage.Loyalty : touchpoint.Type == TouchpointType.CartLeft ? FunnelStage.Conversion : touchpoint.Type == TouchpointType.SiteVisited ? FunnelStage.Consideration : FunnelStage.Awareness;
        return Place(stage) > Place(state.Stage) ? state with { Stage = stage } : state;
    }

    private static int Place(FunnelStage? stage) => stage is null ? -1 : stage == FunnelStage.Awareness ? 0 : stage == FunnelStage.Consideration ? 1 : stage == FunnelStage.Conversion ? 2 : stage == FunnelStage.Loyalty ? 3 : 4;

    private static CustomerState[] Past(TouchpointFold fold, int touches, int hours = 7) => [.. Enumerable.Range(0, Customers).Select(c => Enumerable.Range(0, touches)
        .Aggregate(CustomerState.Unknown(new($"c{c}")), (state, i) => fold.Apply(state, Touch(c, $"{i}", Types[(c + i) % Types.Length], Begin.AddHours(i * hours)))))];

    private static Touchpoint[] Touches(Func<int, DateTimeOffset> at) => [.. Enumerable.Range(0, Customers).Select(c => Touch(c, "now", Types[c % Types.Length], at(c)))];

    private static Touchpoint Touch(int customer, string id, TouchpointType type, DateTimeOffset at) =>
        new() { Source = "/shop/web", Id = $"{customer}-{id}", Type = type, Customer = new($"c{customer}"), At = at, Channel = Channel.Website, Device = DeviceKind.Mobile, Data = Said };

    private static Funnel Waiting(string name) => Funnel.Default with
    {
        Id = new(name),
        Transitions =
        [
            .. Funnel.Default.Transitions,
            new() { From = [FunnelStage.Conversion], To = FunnelStage.Consideration, After = TimeSpan.FromDays(7), Without = [TouchpointType.CartLeft, TouchpointType.SiteVisited], IsRegression = true },
        ],
    };

    /// <summary>Every second touchpoint is asked by one rule or both: what it was on, and what it says.</summary>
    private static Funnel Ruled() => Funnel.Default with
    {
        Transitions =
        [
            .. Funnel.Default.Transitions,
            new() { From = [FunnelStage.Consideration], To = FunnelStage.Conversion, On = [TouchpointType.SiteVisited], When = Facts.Touchpoint.Device == DeviceKind.Tablet & Facts.Touchpoint.Channel == Channel.Website },
            new() { From = [FunnelStage.Awareness, FunnelStage.Consideration], To = FunnelStage.Conversion, On = [TouchpointType.SiteVisited, TouchpointType.MessageReceived], When = Facts.Touchpoint.Parse("touchpoint.data.query.contains('price')") },
        ],
    };

    /// <summary>Twenty personas, each with a rule and two kinds of evidence.</summary>
    private static PersonaBook Twenty() => new(
        Enumerable.Range(0, 20).Select(i => new Persona
        {
            Id = new($"p{i}"),
            Name = $"Persona {i}",
            Channels = new Dictionary<Channel, int> { [Channel.Email] = i, [Channel.Push] = -i },
            When = Facts.Customer.Age >= 20 + (2 * i) & Facts.Customer.Age < 30 + (2 * i),
            Evidence = [PersonaEvidence.Of(Types[i % Types.Length], 10 + i), PersonaEvidence.Of(Channel.Website, 5)],
        }),
        PersonaSettings.Default);

    private static int Matched(PersonaBook book, CustomerState state, DateTimeOffset at)
    {
        Span<int> shares = stackalloc int[book.Count + 1];
        PersonaMix.Share(book, state, new ProfileFacts(state, at), SignalTally.DayOf(at), stackalloc long[book.Count + 1], shares);
        return shares[0];
    }

    private static long Often(int turns, Func<int, int> one)
    {
        var sum = 0L;
        for (var turn = 0; turn < turns; turn++)
        {
            for (var i = 0; i < Customers; i++)
            {
                sum += one(i);
            }
        }

        return sum;
    }
}
