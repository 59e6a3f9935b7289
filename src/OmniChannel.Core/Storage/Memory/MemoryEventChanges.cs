namespace OmniChannel.Storage;

/// <summary>The events that one unit appends to a partition and takes out of it.</summary>
internal sealed class MemoryEventChanges(MemoryPartition committed)
{
    private readonly Dictionary<(string Source, string Id), EventRow> _added = [];
    private readonly HashSet<long> _removed = [];
    private long _lastSequence = committed.LastSequence;
    private bool _erased;

    /// <returns>The sequence number, or 0 when the event is there already.</returns>
    public long Append(NewEvent entry)
    {
        if (Find(entry.Source, entry.Id) is not null)
        {
            return 0;
        }

        var row = new EventRow
        {
            Sequence = ++_lastSequence,
            Entry = entry with { At = entry.At.ToUniversalTime(), RecordedAt = entry.RecordedAt.ToUniversalTime(), Body = entry.Body.ToArray() },
        };
        _added.Add((entry.Source, entry.Id), row);
        return row.Sequence;
    }

    public EventRow? Find(string source, string id) =>
        _added.TryGetValue((source, id), out var own) ? own
        : !_erased && committed.EventsByName.TryGetValue((source, id), out var row) && !_removed.Contains(row.Sequence) ? row
        : null;

    public IReadOnlyList<EventRow> Read(string? source, long after, int limit)
    {
        // The unit's own come after all that is committed.
        var standing = _erased ? [] : committed.EventsAfter(after).Where(row => !_removed.Contains(row.Sequence));
        return [.. standing.Concat(_added.Values.Where(row => row.Sequence > after).OrderBy(row => row.Sequence)).Where(row => source is null || row.Entry.Source == source).Take(limit)];
    }

    public void Remove(IEnumerable<long> sequences)
    {
        _removed.UnionWith(sequences);
        foreach (var (name, row) in _added)
        {
            if (_removed.Contains(row.Sequence))
            {
                _added.Remove(name);
            }
        }
    }

    public void Erase()
    {
        _added.Clear();
        _erased = true;
    }

    public void Apply()
    {
        if (_erased)
        {
            committed.Events.Clear();
            committed.EventsByName.Clear();
        }
        else if (_removed.Count > 0)
        {
            committed.Events.RemoveAll(row => _removed.Contains(row.Sequence) && committed.EventsByName.Remove((row.Entry.Source, row.Entry.Id)));
        }

        foreach (var row in _added.Values.OrderBy(row => row.Sequence))
        {
            committed.Events.Add(row);
            committed.EventsByName.Add((row.Entry.Source, row.Entry.Id), row);
        }

        committed.LastSequence = _lastSequence;
    }
}
