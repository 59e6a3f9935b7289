namespace OmniChannel;

/// <summary>What stored operations of one cart refer to by number, as it grows while a log is read from its beginning.</summary>
internal sealed class StoredTables(TenantId tenant)
{
    private readonly List<(LineKey Key, CartItem Item)> lines = [];
    private readonly List<string> actors = [];

    public TenantId Tenant { get; } = tenant;

    /// <summary>The version of the operation that was read last.</summary>
    public long Version { get; set; }

    public string Actor(int index) => index < actors.Count ? actors[index] : throw CartReading.Broken();

    public string AddActor(string name)
    {
        actors.Add(name);
        return name;
    }

    public (LineKey Key, CartItem Item) Line(int index) => index < lines.Count ? lines[index] : throw CartReading.Broken();

    /// <summary>An item that the operation brings itself; only those that can hold units give it a place.</summary>
    public (LineKey Key, CartItem Item) Meet(CartItem item, CartOpKind kind)
    {
        var key = LineKey.Of(Tenant, item);
        if (kind is CartOpKind.Add or CartOpKind.Set)
        {
            Place(key, item);
        }

        return (key, item);
    }

    public void Add(CartLink link)
    {
        foreach (var line in link.Lines)
        {
            Place(line.Key, line.Item);
        }

        foreach (var outcome in link.Outcomes)
        {
            Place(outcome.Key, outcome.Item);
        }
    }

    private void Place(LineKey key, CartItem item)
    {
        if (!lines.Exists(line => line.Key == key))
        {
            lines.Add((key, item));
        }
    }
}
