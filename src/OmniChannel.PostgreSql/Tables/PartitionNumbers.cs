using System.Collections.Concurrent;

namespace OmniChannel.Storage;

/// <summary>The numbers of partitions that were met lately. A unit of a store whose numbers never change takes them as they are; another reads by them while it locks, and finds out whether they are right. Safe for many threads.</summary>
internal sealed class PartitionNumbers
{
    /// <summary>How many of the last are known at least, and twice as many at most.</summary>
    private const int Least = 20_000;

    private readonly Lock _gate = new();
    private ConcurrentDictionary<(long Tenant, PartitionKey Key), long> _met = new();
    private ConcurrentDictionary<(long Tenant, PartitionKey Key), long> _metBefore = new();
    private int _count;

    /// <returns>0 for one that was not met.</returns>
    public long Guess(long tenant, PartitionKey key) => _met.TryGetValue((tenant, key), out var number) || _metBefore.TryGetValue((tenant, key), out number) ? number : 0;

    public void Met(long tenant, PartitionKey key, long number)
    {
        if (!_met.TryAdd((tenant, key), number))
        {
            _met[(tenant, key)] = number;
        }
        else if (Interlocked.Increment(ref _count) > Least)
        {
            lock (_gate)
            {
                if (_count > Least)
                {
                    (_metBefore, _met) = (_met, new());
                    Volatile.Write(ref _count, 0);
                }
            }
        }
    }
}
