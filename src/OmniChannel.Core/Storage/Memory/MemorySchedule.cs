namespace OmniChannel.Storage;

/// <summary>A tenant's schedule: its queues, each in the order in which its rows can be claimed. Used under the tenant's gate.</summary>
internal sealed class MemorySchedule
{
    private readonly Dictionary<(SchedulePriority Priority, string Queue), SortedSet<MemoryScheduleRow>> _queues = [];

    public DateTimeOffset? NextDue => _queues.Count == 0 ? null : _queues.Values.Min(queue => queue.Min!.ClaimableAt);

    public void Add(MemoryScheduleRow row)
    {
        var name = (row.Turn.Priority, row.Turn.Queue);
        if (!_queues.TryGetValue(name, out var queue))
        {
            _queues.Add(name, queue = []);
        }

        queue.Add(row);
    }

    public void Remove(MemoryScheduleRow row)
    {
        var name = (row.Turn.Priority, row.Turn.Queue);
        if (_queues.TryGetValue(name, out var queue) && queue.Remove(row) && queue.Count == 0)
        {
            _queues.Remove(name);
        }
    }

    /// <summary>Rows of a priority that are due and may be claimed: the queues take turns.</summary>
    public List<MemoryScheduleRow> Due(SchedulePriority priority, DateTimeOffset now, int limit, Predicate<MemoryScheduleRow> mayBeClaimed)
    {
        var open = _queues
            .Where(queue => queue.Key.Priority == priority && queue.Value.Min!.ClaimableAt <= now)
            .OrderBy(queue => queue.Value.Min!.ClaimableAt)
            .ThenBy(queue => queue.Key.Queue, Utf8Order.Instance)
            .Take(limit)
            .ToList();
        var share = open.Count == 0 ? 0 : int.Max(1, limit / open.Count);
        return [.. open
            .SelectMany(queue => queue.Value.TakeWhile(row => row.ClaimableAt <= now).Where(row => mayBeClaimed(row)).Take(share).Select((row, place) => (row, place)))
            .OrderBy(one => one.place)
            .ThenBy(one => one.row)
            .Take(limit)
            .Select(one => one.row)];
    }
}
