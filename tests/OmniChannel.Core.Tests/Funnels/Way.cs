namespace OmniChannel.Tests.Funnels;

/// <summary>A funnel with everything in it, and touchpoints for it.</summary>
internal static class Way
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    public static readonly FunnelStage New = new("new");
    public static readonly FunnelStage Looking = new("looking");
    public static readonly FunnelStage Cart = new("cart");
    public static readonly FunnelStage Lapsed = new("lapsed");
    public static readonly FunnelStage Bought = new("bought");

    /// <summary>Forward by events and by a search term, back by leaving and by silence.</summary>
    public static Funnel Shop { get; } = new()
    {
        Id = FunnelId.Default,
        Stages = [Stage(New), Stage(Looking), Stage(Cart), Stage(Lapsed), Stage(Bought)],
        Transitions =
        [
            new() { From = [New, Looking, Cart, Lapsed], To = Bought, On = [TouchpointType.Purchased] },
            new() { From = [New, Looking], To = Cart, On = [TouchpointType.CartLeft] },
            new() { From = [New], To = Looking, On = [TouchpointType.SiteVisited] },
            new() { From = [New, Looking], To = Cart, On = [TouchpointType.Searched], When = Facts.Touchpoint.Parse("touchpoint.data.query.contains('price')"), Because = "asked for a price" },
            new() { From = [Cart], To = Looking, After = TimeSpan.FromDays(3), Without = [TouchpointType.CartLeft, TouchpointType.SiteVisited], IsRegression = true },
            new() { From = [Lapsed], To = Looking, On = [TouchpointType.SiteVisited], IsRegression = true, Because = "came back" },
            new() { From = [Bought], To = Lapsed, After = TimeSpan.FromDays(30), Without = [TouchpointType.Purchased], IsRegression = true },
        ],
    };

    public static Funnel Partners { get; } = new()
    {
        Id = new("partners"),
        EnteredBy = [TouchpointType.LeadCaptured],
        Stages = [Stage(new("lead")), Stage(new("talking")), Stage(new("signed"))],
        Transitions =
        [
            new() { From = [new("lead")], To = new("talking"), On = [TouchpointType.MessageReceived] },
            new() { From = [new("lead"), new("talking")], To = new("signed"), On = [TouchpointType.Purchased], When = Facts.Touchpoint.Amount >= Money.Of(1000, "EUR") },
        ],
    };

    public static StageDefinition Stage(FunnelStage stage) => new() { Stage = stage, Goal = $"Be in {stage}." };

    public static Touchpoint Touch(TouchpointType type, TimeSpan at, string id = "1", string? query = null) => new()
    {
        Source = "test",
        Id = id,
        Customer = new("anna"),
        Type = type,
        At = Noon + at,
        Channel = Channel.Website,
        Amount = Money.Of(50, "EUR"),
        Data = query is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["query"] = query },
    };

    public static Touchpoint Touch(TouchpointType type, double days, string? query = null) => Touch(type, TimeSpan.FromDays(days), FormattableString.Invariant($"{type}{days}"), query);

    public static CustomerState Fold(FunnelBook book, IEnumerable<Touchpoint> touches) => touches.Aggregate(CustomerState.Unknown(new("anna")), new TouchpointFold(book).Apply);

    public static FunnelStage? StageAfter(FunnelBook book, double days, params Touchpoint[] touches) => book.At(Fold(book, touches), Noon.AddDays(days)).Stage;
}
