namespace OmniChannel.Storage;

/// <summary>Hints that something of a tenant's schedule may be due, counted: for stores. Safe for many threads.</summary>
public sealed class StoreHints
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TenantId, (long Count, TaskCompletionSource Next)> _tenants = [];

    /// <summary>Gives a hint to those who wait for this tenant.</summary>
    public void Give(TenantId tenant)
    {
        lock (_gate)
        {
            var (count, next) = Of(tenant);
            _tenants[tenant] = (count + 1, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            next.TrySetResult();
        }
    }

    /// <summary>Gives a hint to everybody who waits: it is not known for whom something is due.</summary>
    public void GiveAll()
    {
        lock (_gate)
        {
            foreach (var tenant in _tenants.Keys.ToList())
            {
                Give(tenant);
            }
        }
    }

    /// <summary>Waits for more hints than these, as <see cref="IOmniStore.WaitForHintAsync"/>.</summary>
    public async ValueTask<long> WaitAsync(TenantId tenant, long after, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task next;
            lock (_gate)
            {
                var (count, source) = Of(tenant);
                if (count > after)
                {
                    return count;
                }

                next = source.Task;
            }

            await next.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private (long Count, TaskCompletionSource Next) Of(TenantId tenant)
    {
        if (!_tenants.TryGetValue(tenant, out var hints))
        {
            _tenants[tenant] = hints = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        return hints;
    }
}
