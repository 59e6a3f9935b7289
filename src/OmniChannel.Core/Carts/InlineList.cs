namespace OmniChannel;

/// <summary>A short list in place. A copy of the struct shares its items until one of them is changed: whoever copies calls <see cref="Unshare"/> before changing.</summary>
internal struct InlineList<T>
{
    private T[]? items;

    public int Count { get; private set; }

    public readonly Span<T> All => items.AsSpan(0, Count);

    public readonly ref T this[int index] => ref items![index];

    public void Add(T item)
    {
        if (items is null || Count == items.Length)
        {
            Array.Resize(ref items, items is null ? 4 : Count * 2);
        }

        items[Count++] = item;
    }

    /// <summary>Gives this copy items of its own, with room for a number of others.</summary>
    public void Unshare(int room = 0)
    {
        if (Count + room == 0)
        {
            items = null;
            return;
        }

        var own = new T[Count + room];
        All.CopyTo(own);
        items = own;
    }

    public void Clear() => Count = 0;

    /// <summary>Keeps the first so many items.</summary>
    public void Trim(int count) => Count = count;
}
