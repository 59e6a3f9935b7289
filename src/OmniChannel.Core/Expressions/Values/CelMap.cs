using System.Collections;

namespace OmniChannel.Expressions;

/// <summary>Entries in the order given; few are searched, many are hashed.</summary>
internal sealed class CelMap : IReadOnlyDictionary<CelValue, CelValue>, ICelAggregate
{
    private const int FewEntries = 6;

    public static readonly CelMap Empty = new([], null);

    private readonly KeyValuePair<CelValue, CelValue>[] _entries;
    private readonly Dictionary<CelValue, int>? _index;

    private CelMap(KeyValuePair<CelValue, CelValue>[] entries, Dictionary<CelValue, int>? index)
    {
        _entries = entries;
        _index = index;
        long weight = 1;
        foreach (var (key, value) in entries)
        {
            Depth = Math.Max(Depth, value.Depth + 1);
            weight += key.Weight + value.Weight;
        }

        Weight = Math.Min(weight, CelLimits.HeaviestValue + 1);
    }

    public int Depth { get; }

    public long Weight { get; }

    public int Count => _entries.Length;

    public ReadOnlySpan<KeyValuePair<CelValue, CelValue>> Span => _entries;

    public IEnumerable<CelValue> Keys => _entries.Select(entry => entry.Key);

    public IEnumerable<CelValue> Values => _entries.Select(entry => entry.Value);

    public CelValue this[CelValue key] => TryGetValue(key, out var value)
        ? value
        : throw new KeyNotFoundException($"The map has no key {key}. Ask TryGetValue first.");

    public static bool IsKey(CelKind kind) => kind is CelKind.Bool or CelKind.Int or CelKind.Uint or CelKind.String;

    /// <summary>Takes the array over. False, with the place, when a key occurs twice.</summary>
    public static bool TryCreate(KeyValuePair<CelValue, CelValue>[] entries, out CelMap map, out int twice)
    {
        map = Empty;
        twice = -1;
        var index = entries.Length > FewEntries ? new Dictionary<CelValue, int>(entries.Length) : null;
        for (var at = 0; at < entries.Length; at++)
        {
            if (index is not null ? !index.TryAdd(entries[at].Key, at) : Find(entries.AsSpan(0, at), entries[at].Key) >= 0)
            {
                twice = at;
                return false;
            }
        }

        map = new(entries, index);
        return true;
    }

    public static CelMap FromHost(IEnumerable<KeyValuePair<CelValue, CelValue>> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        KeyValuePair<CelValue, CelValue>[] all = [.. entries];
        foreach (var (key, value) in all)
        {
            if (!IsKey(key.Kind) || value.IsError)
            {
                throw new ArgumentException($"The entry {key} holds a key of kind {key.Kind} and a value of kind {value.Kind}. A key is bool, int, uint or string; a value is no error.", nameof(entries));
            }
        }

        return TryCreate(all, out var map, out var twice)
            ? AggregateCheck.OfHost(map, nameof(entries))
            : throw new ArgumentException($"The key {all[twice].Key} occurs twice.", nameof(entries));
    }

    public bool ContainsKey(CelValue key) => TryGetValue(key, out _);

    public bool TryGetValue(CelValue key, out CelValue value)
    {
        var at = _index is null ? Find(_entries, key) : _index.GetValueOrDefault(key, -1);
        value = at < 0 ? default : _entries[at].Value;
        return at >= 0;
    }

    public IEnumerator<KeyValuePair<CelValue, CelValue>> GetEnumerator()
        => ((IEnumerable<KeyValuePair<CelValue, CelValue>>)_entries).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static int Find(ReadOnlySpan<KeyValuePair<CelValue, CelValue>> entries, in CelValue key)
    {
        for (var at = 0; at < entries.Length; at++)
        {
            if (ValueEquality.AreEqual(entries[at].Key, key))
            {
                return at;
            }
        }

        return -1;
    }
}
