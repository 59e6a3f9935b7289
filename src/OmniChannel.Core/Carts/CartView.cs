using System.Globalization;

namespace OmniChannel;

/// <summary>A cart as it stands at one version.</summary>
public sealed record CartView
{
    /// <summary>Which cart.</summary>
    public required CartId Cart { get; init; }

    /// <summary>Its version: what a device names as <see cref="CartCommand.BasedOn"/>.</summary>
    public required long Version { get; init; }

    /// <summary>Where it stands in its life.</summary>
    public CartStage Stage { get; init; }

    /// <summary>The lines to be bought, in the order in which they first came.</summary>
    public required IReadOnlyList<CartLine> Lines { get; init; }

    /// <summary>The lines that are saved for later.</summary>
    public IReadOnlyList<CartLine> Saved { get; init; } = [];

    /// <summary>The codes that were entered, each once.</summary>
    public IReadOnlyList<string> Codes { get; init; } = [];

    /// <summary>What each code takes off, or why it cannot be used, in the order of <see cref="Codes"/>: as things are now, and from the claim on as the buyer saw it.</summary>
    public IReadOnlyList<CartCoupon> Coupons { get; init; } = [];

    /// <summary>The fields, as far as they were not erased.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>The currency it counts in; null until a price came.</summary>
    public Currency? Currency { get; init; }

    /// <summary>The sum of its lines at their quoted prices, before any discount; null while a line has no price.</summary>
    public Money? Total { get; init; }

    /// <summary>What all codes take off together; null while a line has no price.</summary>
    public Money? Discount => Total is { } total ? new Money(Coupons.Sum(coupon => coupon.Applied?.Minor ?? 0), total.Currency) : null;

    /// <summary>What is to be paid: <see cref="Total"/> without <see cref="Discount"/>; null while a line has no price.</summary>
    public Money? ToPay => Total - Discount;

    /// <summary>A fingerprint of lines, quantities, prices, codes and what they take off: what the buyer saw, to be given back when the cart is claimed.</summary>
    public required string TotalHash { get; init; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The cart to go on with, where this one is linked, claimed or ordered.</summary>
    public CartId? Into { get; init; }

    /// <summary>The host's name of the order it became.</summary>
    public string? Order { get; init; }

    /// <summary>Whether quantities contradict each other somewhere.</summary>
    public bool HasConflicts => Lines.Any(line => line.Conflict.Count > 0);

    /// <summary>In words, line by line.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"Cart {Cart}, version {Version}, {Stage}: {string.Join(", ", Lines.Select(line => $"{line.Quantity} × {line.Item.Variant}"))}{(Total is { } total ? $", {total}" : "")}");
}

/// <summary>One line of a cart.</summary>
public sealed record CartLine
{
    /// <summary>Which line.</summary>
    public required LineKey Key { get; init; }

    /// <summary>What it is a quantity of.</summary>
    public required CartItem Item { get; init; }

    /// <summary>How many units, more than 0.</summary>
    public required int Quantity { get; init; }

    /// <summary>The quantities that were set without knowledge of each other, ascending; empty where nothing contradicts.</summary>
    public IReadOnlyList<int> Conflict { get; init; } = [];

    /// <summary>Whether it holds more than the 9,999 units that a line may hold: it came so by a link or by adds at the same time, and has to be lowered before the cart is bought.</summary>
    public bool IsOverLimit => Quantity > CartLimits.MaxQuantity;

    /// <summary>What was last quoted for it; null for nothing.</summary>
    public CartQuote? Quote { get; init; }
}
