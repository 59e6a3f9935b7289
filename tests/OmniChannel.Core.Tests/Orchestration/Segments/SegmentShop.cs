using OmniChannel.Storage;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Orchestration.Segments;

/// <summary>The shop with segments, and what a test asks of them.</summary>
internal static class SegmentShop
{
    public static readonly SegmentId Buyers = new("buyers");
    public static readonly SegmentId Left = new("leftACart");
    public static readonly SegmentId Gone = new("gone");
    public static readonly SegmentId Calls = new("worthACall");

    public static IReadOnlyList<Segment> All { get; } =
    [
        new() { Id = Buyers, Name = "Bought once", When = Facts.Customer.HasBought },
        new() { Id = Left, Name = "Left a cart of 20 euros or more for two to 48 hours", When = Facts.Cart.Total >= Money.Of(20, "EUR") & Facts.Cart.HoursSinceLeft >= 2 & Facts.Cart.HoursSinceLeft < 48 },
        new() { Id = Gone, Name = "Not seen for a week", When = Facts.Customer.HoursSinceTouch >= 24 * 7 },
        new() { Id = Calls, Name = "Worth a call", When = Facts.InSegment(Left) & !Facts.InSegment(Buyers) & Facts.Customer.Country == "DE" },
    ];

    public static Task<Shop> OpenAsync(params Segment[] segments) => Shop.OpenAsync(setup =>
    {
        foreach (var segment in segments.Length == 0 ? All : segments)
        {
            setup.Segments.Add(segment);
        }
    });

    /// <summary>The runtime again, with other segments, over the same store and clock.</summary>
    public static async Task<OmniChannelRuntime> ReopenAsync(this Shop shop, params Segment[] segments)
    {
        var setup = Shop.Setup(shop.Clock, new ScriptedAdapter(Channel.Email), new ScriptedAdapter(Channel.Sms));
        setup.Store = shop.Store;
        foreach (var segment in segments)
        {
            setup.Segments.Add(segment);
        }

        var runtime = OmniChannelRuntime.Create(setup);
        await runtime.StartAsync(Shop.Stop);
        return runtime;
    }

    public static ValueTask<RecordResult> DoAsync(this Shop shop, CustomerId customer, TouchpointType type, Money? amount = null, TimeSpan ago = default) => shop.Runtime.RecordAsync(new Touchpoint
    {
        Source = "/test", Id = $"{customer}-{type}-{shop.Clock.GetUtcNow().UtcTicks}-{ago.Ticks}", Type = type, Customer = customer, At = shop.Clock.GetUtcNow() - ago, Amount = amount,
    }, cancellationToken: Shop.Stop);

    /// <summary>What the timeline says of segments: "+gone -buyers".</summary>
    public static async Task<string> MovesAsync(this Shop shop, CustomerId? customer = null)
    {
        var moves = new List<string>();
        await foreach (var entry in shop.Runtime.ReadTimelineAsync(customer ?? Shop.Anna, Shop.Stop))
        {
            if (entry.Type is "segment.entered" or "segment.left")
            {
                moves.Add((entry.Type == "segment.entered" ? "+" : "-") + entry.Summary.Split('\'')[1]);
            }
        }

        return string.Join(' ', moves);
    }

    public static async Task<string> OfAsync(this Shop shop, CustomerId? customer = null) =>
        string.Join(' ', (await shop.Runtime.Segments.OfAsync(customer ?? Shop.Anna, Shop.Stop)).Select(one => one.Segment));

    /// <summary>What is stored of a customer's membership, to be compared with what is so.</summary>
    public static async Task<string> StoredAsync(this Shop shop, CustomerId customer) =>
        SegmentBook.RowOf(await shop.Store.ReadStateAsync(TenantId.Default, PartitionKey.Of(customer), SegmentBook.RowKey, Shop.Stop)) is { } row ? string.Join(' ', row.In.Select(one => one.Segment)) : "";
}
