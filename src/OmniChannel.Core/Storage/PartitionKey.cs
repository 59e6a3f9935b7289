namespace OmniChannel.Storage;

/// <summary>A set of rows that change together: everything of one customer, say. Partitions are locked in the ordinal order of kind, then key.</summary>
public readonly record struct PartitionKey : IComparable<PartitionKey>
{
    /// <summary>Names a partition.</summary>
    /// <param name="kind">What it holds.</param>
    /// <param name="key">Which one; at most 200 characters.</param>
    public PartitionKey(PartitionKind kind, string key)
    {
        Kind = Enum.IsDefined(kind) ? kind : throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of partition.");
        Key = Text.Identifier(key);
    }

    /// <summary>What it holds.</summary>
    public PartitionKind Kind { get; }

    /// <summary>Which one; null only for <c>default</c>.</summary>
    public string Key { get; }

    /// <summary>A customer's partition.</summary>
    public static PartitionKey Of(CustomerId customer) => new(PartitionKind.Customer, customer.Value);

    /// <summary>A stock item's partition: how much of it is where, and what is reserved.</summary>
    public static PartitionKey Of(StockItem item) => new(PartitionKind.Stock, item.Value);

    /// <summary>A campaign's partition: its definition and what was spent.</summary>
    public static PartitionKey Of(CampaignId campaign) => new(PartitionKind.Campaign, campaign.Value);

    /// <inheritdoc/>
    public int CompareTo(PartitionKey other)
    {
        var kind = (int)Kind - (int)other.Kind; // Enum.CompareTo boxes
        return kind != 0 ? kind : string.CompareOrdinal(Key, other.Key);
    }

    /// <summary>Whether it is locked earlier.</summary>
    public static bool operator <(PartitionKey left, PartitionKey right) => left.CompareTo(right) < 0;

    /// <summary>Whether it is locked later.</summary>
    public static bool operator >(PartitionKey left, PartitionKey right) => left.CompareTo(right) > 0;

    /// <summary>Whether it is locked earlier or the same.</summary>
    public static bool operator <=(PartitionKey left, PartitionKey right) => left.CompareTo(right) <= 0;

    /// <summary>Whether it is locked later or the same.</summary>
    public static bool operator >=(PartitionKey left, PartitionKey right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => $"{Kind}/{Key}";
}
