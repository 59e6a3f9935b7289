using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>This node's part of an account's rate limit: tokens leased from the bucket that all nodes share, used from memory. Safe for many threads.</summary>
#pragma warning disable CA1001 // The semaphore's handle is never taken, so there is nothing to dispose of; a tap lives as long as its instance.
internal sealed class RateTap(Instance instance, Channel channel, string account, double rate, int burst)
{
#pragma warning restore CA1001
    /// <summary>Stands for a token of no lease: it is not given back.</summary>
    public const long NoLease = -1;

    private const string Key = "rate";

    /// <summary>A lease is used for a little less than its time, so that it is not used any more when it ends by the store's clock.</summary>
    private static readonly TimeSpan Usable = TokenBucket.LeaseTime * 0.9;

    private readonly Lock gate = new();
    private readonly SemaphoreSlim leasing = new(1, 1);
    private int tokens;
    private long lease;
    private long leasedAt;
    private long? usedUpAt;
    private long emptyAt;
    private TimeSpan emptyFor;

    /// <summary>How far turns are apart, as many nodes as draw from the bucket.</summary>
    public TimeSpan Spacing { get; private set; } = TimeSpan.FromSeconds(1 / rate);

    /// <summary>How far this node's clock is ahead of the one by which rows are claimed, as of the last lease: in whole steps of the turns' grid, so that turns stay on it.</summary>
    public TimeSpan Ahead { get; private set; }

    /// <summary>Takes a token, leasing more where there is none.</summary>
    /// <returns>Of which lease it was taken; or how long it is until there may be one.</returns>
    public async ValueTask<(TimeSpan? Wait, long Lease)> TryTakeAsync()
    {
        if (TryTake(out var wait, out var of) || wait is not null)
        {
            return (wait, of);
        }

        await leasing.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            if (TryTake(out wait, out of) || wait is not null)
            {
                return (wait, of);
            }

            await StoreConflicts.RetryAsync(null, LeaseAsync).ConfigureAwait(false);
            return TryTake(out wait, out of) ? (null, of) : (wait ?? TimeSpan.Zero, of);
        }
        finally
        {
            leasing.Release();
        }
    }

    /// <summary>Gives a token back that was not used. One of a lease that has ended is void: time has given it anew.</summary>
    /// <param name="of">The lease of which it was taken.</param>
    public void GiveBack(long of)
    {
        lock (gate)
        {
            if (of == lease)
            {
                (tokens, usedUpAt) = (tokens + 1, null);
            }
        }
    }

    /// <returns>Whether there was one; if not, how long there will be none, null for unknown.</returns>
    private bool TryTake(out TimeSpan? wait, out long of)
    {
        lock (gate)
        {
            (wait, of) = (null, lease);
            if (tokens > 0 && instance.Time.GetElapsedTime(leasedAt) < Usable)
            {
                tokens--;
                usedUpAt = tokens == 0 ? instance.Time.GetTimestamp() : null;
                return true;
            }

            var left = emptyFor - instance.Time.GetElapsedTime(emptyAt);
            wait = left > TimeSpan.Zero ? left : null;
            return false;
        }
    }

    /// <summary>The bucket goes by one clock, the store's; what lies between two moments of this node, by elapsed time. So neither a clock that is wrong nor one that is set fills it.</summary>
    private async ValueTask<bool> LeaseAsync()
    {
        var none = CancellationToken.None;
        var (left, usedUp) = (0, (long?)null);
        lock (gate)
        {
            (left, usedUp) = (tokens, tokens == 0 ? usedUpAt : null);
            (tokens, lease) = (0, lease + 1); // they go back; should that fail, they are lost until time gives them anew, as are those that are given back from now on
        }

        var partition = AccountPauses.PartitionOf(channel, account);
        await using var work = await instance.Store.BeginAsync(instance.Tenant, [partition], null, none).ConfigureAwait(false);
        var row = await work.GetAsync(partition, Key, none).ConfigureAwait(false);
        var before = row is null ? null : StoredJson.Read(row.Body, StoredJson.Default.RateState);
        var (asked, here) = (instance.Time.GetTimestamp(), instance.Now); // before the clock is read: what is counted from here on ends too early rather than too late
        var now = instance.CountsByStore ? await work.ReadClockAsync(none).ConfigureAwait(false) : here;
        var last = new LeaseUse(instance.Node, left, usedUp is { } used ? now - instance.Time.GetElapsedTime(used, asked) : null);
        var (after, granted, again) = TokenBucket.Lease(before, rate, burst, last, now);
        if (granted > 0 || last.Left > 0 || before?.Leases.Any(lease => lease.Node == last.Node) != false)
        {
            await work.PutAsync(partition, Key, row?.Version ?? 0, StoredJson.Write(after, StoredJson.Default.RateState), none).ConfigureAwait(false);
            await work.CommitAsync(none).ConfigureAwait(false);
        }

        lock (gate)
        {
            (tokens, leasedAt, usedUpAt) = (granted, asked, granted > 0 ? null : usedUp);
            (emptyAt, emptyFor) = (instance.Time.GetTimestamp(), granted > 0 ? TimeSpan.Zero : again - now);
            Ahead = AccountTurns.Grid * Math.Round((here - now) / AccountTurns.Grid);
            Spacing = TimeSpan.FromSeconds(Math.Max(1, after.Leases.Count(lease => lease.Node != last.Node) + 1) / rate);
        }

        return true;
    }
}
