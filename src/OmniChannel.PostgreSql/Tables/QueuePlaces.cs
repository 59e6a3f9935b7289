using System.Collections.Concurrent;

namespace OmniChannel.Storage;

/// <summary>
/// How far claims have looked into queues whose rows wait for others of their partitions: the next claim looks on from there, so that none looks at all of them. It is kept by this process, and only says where to begin: at the
/// end of a queue the look begins anew, and a claim that finds nothing looks at everything. Safe for many threads.
/// </summary>
internal sealed class QueuePlaces
{
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<(long Tenant, SchedulePriority Priority, string Queue), QueuePlace> _places = new();

    /// <summary>At how many rows of a queue a claim of so many looks.</summary>
    public static int WindowOf(int limit) => int.Max(512, 4 * limit);

    /// <returns>Null for the beginning of the queue.</returns>
    public QueuePlace? Find(long tenant, SchedulePriority priority, string queue) => _places.TryGetValue((tenant, priority, queue), out var place) ? place : null;

    /// <summary>The places of all queues of a tenant's that were not looked at from their beginning.</summary>
    public IReadOnlyDictionary<string, QueuePlace> Of(long tenant, SchedulePriority priority) =>
        _places.IsEmpty ? new() : _places.Where(one => one.Key.Tenant == tenant && one.Key.Priority == priority).ToDictionary(one => one.Key.Queue, one => one.Value);

    /// <summary>Remembers where a look ended.</summary>
    /// <param name="tenant">Whose queue.</param>
    /// <param name="priority">Of which priority.</param>
    /// <param name="queue">Which.</param>
    /// <param name="last">The last row that was claimed, where as many were as the queue's share is; null for fewer.</param>
    /// <param name="cut">The last row that was looked at, where the queue goes on behind it; null for its end.</param>
    public void Note(long tenant, SchedulePriority priority, string queue, QueuePlace? last, QueuePlace? cut)
    {
        var key = (tenant, priority, queue);
        var next = last is null ? cut : _places.ContainsKey(key) ? last : null;
        if (next is null)
        {
            _places.TryRemove(key, out _);
            return;
        }

        if (_places.Count >= Most)
        {
            _places.Clear();
        }

        _places[key] = next;
    }
}

/// <summary>A row's place in its queue; without kind and key, the end of what a partition has due at that instant.</summary>
internal sealed record QueuePlace
{
    public required long ClaimableAt { get; init; }

    public required long Partition { get; init; }

    public string Kind { get; init; } = "";

    public string Key { get; init; } = "";
}
