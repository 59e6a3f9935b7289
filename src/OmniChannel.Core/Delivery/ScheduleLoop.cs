using Microsoft.Extensions.Logging;
using OmniChannel.Storage;

namespace OmniChannel.Delivery;

/// <summary>Works off the durable schedule: claims what is due, hands it to the handler of its kind, several customers at once, each customer's rows in their order.</summary>
internal sealed partial class ScheduleLoop(IOmniStore store, TenantId tenant, TimeProvider time, ScheduleSettings settings, DispatchSignal signal, ILogger logger)
{
    private readonly Dictionary<string, ScheduleHandler> handlers = new(StringComparer.Ordinal);

    /// <summary>Says who handles a kind. Before the loop runs.</summary>
    public void Handle(string kind, ScheduleHandler handler) => handlers.Add(kind, handler);

    /// <summary>Handles what is due until nothing is left.</summary>
    /// <returns>How many rows were handled.</returns>
    public async ValueTask<int> DrainAsync(CancellationToken cancellationToken)
    {
        var lanes = new Lanes(settings.Concurrency);
        var handled = 0;
        try
        {
            while (true)
            {
                var claimed = await ClaimAsync(lanes, cancellationToken).ConfigureAwait(false);
                handled += claimed;
                if (claimed == 0 && lanes.IsIdle)
                {
                    return handled;
                }

                await (claimed == 0 || lanes.Free == 0 ? lanes.AnyDone : Task.CompletedTask).ConfigureAwait(false);
            }
        }
        finally
        {
            await lanes.AllDone.ConfigureAwait(false);
        }
    }

    /// <summary>Runs until it is told to stop; then claims nothing more, finishes what it has claimed and returns.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var lanes = new Lanes(settings.Concurrency);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                signal.Forget();
                if (await ClaimAsync(lanes, stopping).ConfigureAwait(false) == 0)
                {
                    await WaitAsync(lanes, await store.NextDueAsync(tenant, stopping).ConfigureAwait(false), stopping).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
#pragma warning disable CA1031 // The store may be away for a while; the loop outlives that, says so each time, and looks again after the poll interval.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                LookFailed(logger, exception);
                await WaitAsync(lanes, null, stopping).ConfigureAwait(false);
            }
        }

        await lanes.AllDone.ConfigureAwait(false);
    }

    /// <summary>Claims as much as there are free lanes, and begins with it.</summary>
    /// <returns>How many rows were claimed.</returns>
    private async ValueTask<int> ClaimAsync(Lanes lanes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lanes.Sweep();
        if (lanes.Free == 0)
        {
            return 0;
        }

        var now = time.GetUtcNow();
        var claims = await store.ClaimDueAsync(tenant, now, settings.Lease, lanes.Free, cancellationToken).ConfigureAwait(false);
        foreach (var ofOne in claims.GroupBy(claim => claim.Partition))
        {
            lanes.Add(ofOne.Key, () => HandleInOrderAsync(ofOne, now));
        }

        return claims.Count;
    }

    private async Task HandleInOrderAsync(IEnumerable<ScheduleClaim> claims, DateTimeOffset claimedAt)
    {
        foreach (var claim in claims)
        {
            try
            {
                if (!handlers.TryGetValue(claim.Kind, out var handler))
                {
                    NobodyHandles(logger, claim.Kind);
                }
                else if (time.GetUtcNow() < claimedAt + (settings.Lease / 2))
                {
                    await handler(claim).ConfigureAwait(false);
                }
                else
                {
                    WaitedTooLong(logger, claim.Kind, claim.Key);
                }
            }
#pragma warning disable CA1031 // One row's defect must not hold up the others; its claim runs out and it is tried again.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                HandlingFailed(logger, exception, claim.Kind, claim.Key);
            }
        }
    }

    /// <summary>Until a lane is free, something is due, a hint comes, or the poll interval is over.</summary>
    private async Task WaitAsync(Lanes lanes, DateTimeOffset? next, CancellationToken stopping)
    {
        var wait = next is { } due && lanes.Free > 0 && due - time.GetUtcNow() < settings.PollInterval ? due - time.GetUtcNow() : settings.PollInterval;
        if (wait <= TimeSpan.Zero)
        {
            await Task.Yield();
            return;
        }

        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        await Task.WhenAny(lanes.Free > 0 ? signal.Hinted : lanes.AnyDone, lanes.AnyDone, Task.Delay(wait, time, over.Token)).ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);
    }

    [LoggerMessage(101, LogLevel.Error, "The schedule could not be looked at; looking again after the poll interval.")]
    private static partial void LookFailed(ILogger logger, Exception exception);

    [LoggerMessage(102, LogLevel.Error, "Handling '{Kind}' {Key} failed; it is tried again when its claim has run out.")]
    private static partial void HandlingFailed(ILogger logger, Exception exception, string kind, string key);

    [LoggerMessage(103, LogLevel.Warning, "Nobody here handles '{Kind}'; it is left to a node that does.")]
    private static partial void NobodyHandles(ILogger logger, string kind);

    [LoggerMessage(104, LogLevel.Warning, "'{Kind}' {Key} waited for more than half its lease; it is let go, to be claimed anew. Raise Lease or lower Concurrency if this goes on.")]
    private static partial void WaitedTooLong(ILogger logger, string kind, string key);
}
