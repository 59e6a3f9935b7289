using System.Collections.Concurrent;
using OmniChannel.Storage;

namespace OmniChannel.PostgreSql;

/// <summary>The numbers of partitions that were met lately. Only a guess, by which a unit reads beforehand while it locks and finds out whether the guess is right. Safe for many threads.</summary>
internal sealed class PartitionNumbers
{
    /// <summary>How many of the last are known at least, and twice as many at most.</summary>
    private const int Least = 20_000;

    private readonly Lock _gate = new();
    private ConcurrentDictionary<(int Tenant, PartitionKey Key), long> _met = new();
    private ConcurrentDictionary<(int Tenant, PartitionKey Key), long> _metBefore = new();
    private int _count;

    /// <returns>0 for one that was not met.</returns>
    public long Guess(int tenant, PartitionKey key) => _met.TryGetValue((tenant, key), out var number) || _metBefore.TryGetValue((tenant, key), out number) ? number : 0;

    public void Met(int tenant, PartitionKey key, long number)
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
