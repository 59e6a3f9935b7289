namespace OmniChannel.Tests.RealInput;

/// <summary>The columns of both files as touchpoints, and a funnel for each beside the default one.</summary>
internal static class FunnelsOfTheFiles
{
    /// <summary>When the experiment's mail went out; the file does not say, and only differences count.</summary>
    public static readonly DateTimeOffset Mailing = new(2008, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly TouchpointType ProductViewed = new("product.viewed");
    public static readonly TouchpointType OrderBegun = new("order.begun");

    private static readonly FunnelStage Away = new("away");
    private static readonly FunnelStage Here = new("here");
    private static readonly FunnelStage Choosing = new("choosing");
    private static readonly FunnelStage Ordering = new("ordering");
    private static readonly FunnelStage Bought = new("bought");
    private static readonly FunnelStage Known = new("known");
    private static readonly FunnelStage Lapsed = new("lapsed");
    private static readonly FunnelStage Active = new("active");
    private static readonly FunnelStage Regular = new("regular");

    /// <summary>A visit: leaving without buying is an event, and goes back.</summary>
    public static Funnel Visit { get; } = new()
    {
        Id = new("visit"),
        EnteredBy = [TouchpointType.SiteVisited],
        Stages = [Stage(Away), Stage(Here), Stage(Choosing), Stage(Ordering), Stage(Bought)],
        Transitions =
        [
            new() { From = [Away], To = Here, On = [TouchpointType.SiteVisited] },
            new() { From = [Here], To = Choosing, On = [ProductViewed] },
            new() { From = [Here, Choosing], To = Ordering, On = [OrderBegun] },
            new() { From = [Here, Choosing, Ordering], To = Bought, On = [TouchpointType.Purchased] },
            new() { From = [Here, Choosing, Ordering], To = Away, On = [TouchpointType.SiteLeft], IsRegression = true, Because = "left without buying" },
        ],
    };

    /// <summary>Customers over months: half a year without a purchase, and they have lapsed.</summary>
    public static Funnel Keeping { get; } = new()
    {
        Id = new("keeping"),
        Stages = [Stage(Known), Stage(Lapsed), Stage(Active), Stage(Regular)],
        Transitions =
        [
            new() { From = [Known, Lapsed], To = Active, On = [TouchpointType.Purchased] },
            new() { From = [Active], To = Regular, On = [TouchpointType.Purchased] },
            new() { From = [Active, Regular], To = Lapsed, After = TimeSpan.FromDays(180), Without = [TouchpointType.Purchased], IsRegression = true },
        ],
    };

    public static IEnumerable<Touchpoint> TouchpointsOf(ShopperRow row)
    {
        var start = new DateTimeOffset(2017, row.Month, 1 + SeededHash.Of(row.Number, "day", 28), SeededHash.Of(row.Number, "hour", 24), SeededHash.Of(row.Number, "minute", 60), 0, TimeSpan.Zero);
        var whole = row.Duration > TimeSpan.FromSeconds(4) ? row.Duration : TimeSpan.FromSeconds(4);
        Touchpoint At(TouchpointType type, TimeSpan after) => new()
        {
            Source = "/shop", Id = FormattableString.Invariant($"{row.Number}/{type}"), Customer = CustomerOf(row), Type = type, At = start + after, Channel = new Channel(FormattableString.Invariant($"traffic-{row.Traffic:00}")),
        };

        yield return At(TouchpointType.SiteVisited, TimeSpan.Zero);
        if (row.ProductPages > 0)
        {
            yield return At(ProductViewed, whole / 4);
        }

        if (row.CameNearAnOrder)
        {
            yield return At(OrderBegun, whole / 2);
        }

        if (row.Bought)
        {
            yield return At(TouchpointType.Purchased, whole * 3 / 4);
        }
        else if (row.CameNearAnOrder)
        {
            yield return At(TouchpointType.CartLeft, whole);
        }

        yield return At(TouchpointType.SiteLeft, whole);
    }

    public static IEnumerable<Touchpoint> TouchpointsOf(HillstromRow row)
    {
        Touchpoint At(TouchpointType type, DateTimeOffset at, string id, long cents = 0) => new()
        {
            Source = "/shop", Id = FormattableString.Invariant($"{row.Number}/{id}"), Customer = CustomerOf(row), Type = type, At = at, Channel = row.BuysBy == "Phone" ? Channel.CallCentre : Channel.Website, Amount = cents > 0 ? Money.Of(cents / 100m, "USD") : null,
        };

        yield return At(TouchpointType.Purchased, LastPurchaseOf(row), "last", row.SpentCents);
        if (!row.IsNew)
        {
            yield return At(TouchpointType.Purchased, Mailing.AddDays(-400), "first");
        }

        var came = Mailing.AddMinutes(SeededHash.Of(row.Number, "came", 13 * 24 * 60));
        if (row.Visited)
        {
            yield return At(TouchpointType.SiteVisited, came, "visit");
        }

        if (row.BoughtCents > 0)
        {
            yield return At(TouchpointType.Purchased, came.AddMinutes(20), "bought", row.BoughtCents);
        }
    }

    public static DateTimeOffset LastPurchaseOf(HillstromRow row) => Mailing.AddDays(-30 * row.Recency);

    public static CustomerId CustomerOf(ShopperRow row) => new(FormattableString.Invariant($"s-{row.Number}"));

    public static CustomerId CustomerOf(HillstromRow row) => new(FormattableString.Invariant($"h-{row.Number}"));

    private static StageDefinition Stage(FunnelStage stage) => new() { Stage = stage, Goal = $"To be {stage}." };
}
