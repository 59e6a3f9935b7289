using System.Collections.Concurrent;
using OmniChannel.Storage;

namespace OmniChannel.PostgreSql;

/// <summary>The numbers of partitions that were met lately. Only a guess, by which a unit reads beforehand while it locks and finds out whether the guess is right. Safe for many threads.</summary>
internal sealed class PartitionNumbers
{
    private const int Most = 20_000;

    private readonly ConcurrentDictionary<(int Tenant, PartitionKey Key), long> _met = new();
    private int _count;

    /// <returns>0 for one that was not met.</returns>
    public long Guess(int tenant, PartitionKey key) => _met.GetValueOrDefault((tenant, key));

    public void Met(int tenant, PartitionKey key, long number)
    {
        if (!_met.TryAdd((tenant, key), number))
        {
            _met[(tenant, key)] = number;
        }
        else if (Interlocked.Increment(ref _count) > Most)
        {
            _met.Clear();
            _count = 0;
        }
    }
}
