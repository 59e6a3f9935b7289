using System.Collections;

namespace OmniChannel.Expressions;

internal sealed class CelList : IReadOnlyList<CelValue>, ICelAggregate
{
    public static readonly CelList Empty = new([]);

    private readonly CelValue[] _items;

    /// <summary>Takes the array over; nobody changes it afterwards.</summary>
    public CelList(CelValue[] items)
    {
        _items = items;
        long weight = 1;
        foreach (ref readonly var item in items.AsSpan())
        {
            Depth = Math.Max(Depth, item.Depth + 1);
            weight += item.Weight;
        }

        Weight = Math.Min(weight, CelLimits.HeaviestValue + 1);
    }

    public int Depth { get; }

    public long Weight { get; }

    public int Count => _items.Length;

    public ReadOnlySpan<CelValue> Span => _items;

    public CelValue this[int index] => _items[index];

    public static CelList FromHost(IEnumerable<CelValue> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var list = new CelList([.. items]);
        if (list._items.Any(item => item.IsError))
        {
            throw new ArgumentException("An element is an error. An error is the answer of an expression or a function, never part of a value.", nameof(items));
        }

        return AggregateCheck.OfHost(list, nameof(items));
    }

    public IEnumerator<CelValue> GetEnumerator() => ((IEnumerable<CelValue>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
