namespace OmniChannel;

/// <summary>A cart folded so far as contexts allow: for each line the pieces that still count. Always equal to the fold of the log. Immutable to its holders; <see cref="With"/> makes the next one.</summary>
internal sealed partial class CartHead(TenantId tenant, CartId cart)
{
    private InlineList<LineState> lines;
    private InlineList<CartActor> actors;
    private InlineList<CartId> origins;
    private InlineList<LinkState> links;
    private InlineList<Mark> codes;
    private InlineList<Mark> fields;

    public TenantId Tenant { get; } = tenant;

    public CartId Cart { get; } = cart;

    /// <summary>The place of its last operation in the log; 0 for a cart without any.</summary>
    public long Version { get; private set; }

    /// <summary>Everything up to this version is one baseline: a context before it can no longer be judged.</summary>
    public long FoldedTo { get; private set; }

    /// <summary>The version to begin reading the log at.</summary>
    public long Since { get; private set; }

    public CartLife Life { get; private set; } = CartLife.New;

    public Currency? Currency { get; private set; }

    /// <summary>When the last operation was received.</summary>
    public DateTimeOffset UpdatedAt { get; private set; }

    public ReadOnlySpan<LineState> Lines => lines.All;

    public ReadOnlySpan<CartActor> Actors => actors.All;

    /// <summary>The carts whose sets stand beside the cart's own; the first is at index 1 of the pieces.</summary>
    public ReadOnlySpan<CartId> Origins => origins.All;

    public ReadOnlySpan<LinkState> Links => links.All;

    public ReadOnlySpan<Mark> Codes => codes.All;

    public ReadOnlySpan<Mark> Fields => fields.All;

    /// <summary>The cart of which this is the head, without any operation.</summary>
    public static CartHead Empty(TenantId tenant, CartId cart) => new(tenant, cart);

    public LineState? Find(LineKey key)
    {
        var at = IndexOf(key);
        return at < 0 ? null : lines[at];
    }

    public CartActor? FindActor(string name)
    {
        foreach (ref readonly var actor in actors.All)
        {
            if (actor.Name == name)
            {
                return actor;
            }
        }

        return null;
    }

    /// <summary>Whether a cart's operations count here: by a link, or by a link of what was linked.</summary>
    public bool Has(CartId member)
    {
        foreach (ref readonly var link in links.All)
        {
            if (link.Source == member || link.Members.Contains(member))
            {
                return true;
            }
        }

        return false;
    }

    private int IndexOf(LineKey key)
    {
        var all = lines.All;
        for (var i = 0; i < all.Length; i++)
        {
            if (all[i].Key == key)
            {
                return i;
            }
        }

        return -1;
    }
}

/// <summary>Where a cart stands in its life.</summary>
internal sealed record CartLife(CartStage Stage, long Version, CartId? Into, string? Order, int Successor, DateTimeOffset? Until)
{
    public static CartLife New { get; } = new(CartStage.Active, 0, null, null, 0, null);
}

/// <summary>An issuer of operations: how far it has counted, and its last operation's version.</summary>
internal readonly record struct CartActor(string Name, long Sequence, long Version);

/// <summary>A link that counts.</summary>
internal readonly record struct LinkState(string Id, long Version, CartId Source, IReadOnlyList<CartId> Members);

/// <summary>A code, or a field's value, and the operation that brought it.</summary>
internal readonly record struct Mark(string Name, long Version, int Actor);
