using Microsoft.Extensions.Logging;
using OmniChannel.Storage;

namespace OmniChannel.Delivery;

/// <summary>Works off the durable schedule: claims what is due, hands it to the handler of its kind, several customers at once, each customer's rows in their order.</summary>
internal sealed partial class ScheduleLoop(IOmniStore store, TenantId tenant, TimeProvider time, ScheduleSettings settings, DispatchSignal signal, StoreTrouble trouble, ILogger logger)
{
    private static readonly TimeSpan ShortWait = TimeSpan.FromMilliseconds(20);

    private readonly Dictionary<string, SeenHandler> handlers = new(StringComparer.Ordinal);
    private TimeSpan shortWait = ShortWait;
    private CancellationToken stopped;

    /// <summary>Null for the store's own clock.</summary>
    private DateTimeOffset? LeaseClock => settings.CountsByStore ? null : time.GetUtcNow();

    /// <summary>Says who handles a kind. Before the loop runs.</summary>
    public void Handle(string kind, ScheduleHandler handler) => handlers.Add(kind, row => handler(row.Claim));

    /// <summary>Says who handles a kind at which the claim looks.</summary>
    public void Handle(string kind, SeenHandler handler) => handlers.Add(kind, handler);

    /// <summary>Handles what is due until nothing is left.</summary>
    /// <returns>How many rows were handled.</returns>
    public async ValueTask<int> DrainAsync(CancellationToken cancellationToken)
    {
        var (lanes, rows) = (new Lanes(settings.AtWork), new ClaimedRows(settings.Batch));
        var handled = 0;
        try
        {
            while (true)
            {
                lanes.Sweep();
                if (lanes.IsIdle)
                {
                    rows.LookAgain();
                }

                var claimed = await ClaimAsync(rows, lanes, cancellationToken).ConfigureAwait(false);
                handled += claimed;
                if (Begin(lanes, rows) == 0 && claimed == 0)
                {
                    if (lanes.IsIdle)
                    {
                        return handled;
                    }

                    await lanes.AnyDone.ConfigureAwait(false);
                }
            }
        }
        finally
        {
            await lanes.AllDone.ConfigureAwait(false);
            await GiveBackAsync(rows).ConfigureAwait(false);
        }
    }

    /// <summary>Runs until it is told to stop; then claims nothing more, gives back what it has not begun, finishes what it has, and returns.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        stopped = stopping;
        var (lanes, rows) = (new Lanes(settings.AtWork), new ClaimedRows(settings.Batch));
        var hints = HeedHintsAsync(stopping);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (signal.Hinted.IsCompleted || lanes.IsIdle)
                {
                    rows.LookAgain();
                }

                signal.Forget();
                lanes.Sweep();
                var claimed = await ClaimAsync(rows, lanes, stopping).ConfigureAwait(false);
                trouble.Looked(claimed);
                shortWait = claimed > 0 ? ShortWait : shortWait;
                if (Begin(lanes, rows) == 0 && claimed == 0)
                {
                    await WaitAsync(lanes, rows.IsEmpty ? await store.NextDueAsync(tenant, stopping).ConfigureAwait(false) : null, stopping).ConfigureAwait(false);
                    if (!lanes.AnyDone.IsCompleted)
                    {
                        rows.LookAgain();
                    }
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
                trouble.LookFailed(exception);
                await WaitAsync(lanes, null, stopping).ConfigureAwait(false);
            }
        }

        await GiveBackAsync(rows).ConfigureAwait(false);
        await lanes.AllDone.ConfigureAwait(false);
        await hints.ConfigureAwait(false);
    }

    /// <summary>Passes on the store's hints, from other processes and from transactions of the host.</summary>
    private async Task HeedHintsAsync(CancellationToken stopping)
    {
        var heard = 0L;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                heard = await store.WaitForHintAsync(tenant, heard, stopping).ConfigureAwait(false);
                signal.Set();
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Without hints the schedule is looked at after each poll interval.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                NoHints(logger, exception);
                using var pause = CancellationTokenSource.CreateLinkedTokenSource(stopping);
                await Task.WhenAny(Task.Delay(settings.PollInterval, time, pause.Token)).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Claims a batch of each priority of which few rows wait here.</summary>
    /// <returns>How many rows were claimed.</returns>
    private async ValueTask<int> ClaimAsync(ClaimedRows rows, Lanes lanes, CancellationToken cancellationToken)
    {
        var claimed = 0;
        foreach (var priority in new[] { SchedulePriority.Urgent, SchedulePriority.Usual })
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (rows.Wanted(priority) is > 0 and var wanted)
            {
                var (now, seenAt) = (time.GetUtcNow(), time.GetTimestamp());
                var claims = await store.ClaimSeenAsync(tenant, priority, LeaseClock, settings.Lease, wanted, settings.Look, cancellationToken).ConfigureAwait(false);
                rows.Add(priority, claims, wanted, now, seenAt, lanes);
                claimed += claims.Count;
            }
        }

        return claimed;
    }

    /// <summary>Begins with as many rows as there are lanes for.</summary>
    /// <returns>How many were begun.</returns>
    private int Begin(Lanes lanes, ClaimedRows rows)
    {
        var begun = 0;
        for (; rows.TryTake(lanes, out var next, out var isUrgent); begun++)
        {
            lanes.Add(next.Claim.Partition, isUrgent, () => HandleAsync(next));
        }

        return begun;
    }

    private async Task HandleAsync(ClaimedRow row)
    {
        var claim = row.Claim;
        try
        {
            if (!handlers.TryGetValue(claim.Kind, out var handler))
            {
                NobodyHandles(logger, claim.Kind);
            }
            else if (time.GetUtcNow() < row.At + (settings.Lease / 2))
            {
                await handler(row).ConfigureAwait(false);
            }
            else
            {
                WaitedTooLong(logger, claim.Kind, claim.Key);
            }
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested)
        {
            await GiveBackAsync(claim).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // One row's defect must not hold up the others; its claim runs out and it is tried again.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            HandlingFailed(logger, exception, claim.Kind, claim.Key);
            trouble.HandlingFailed(exception);
        }
    }

    /// <summary>Ends the leases of rows that were not begun, so that another node has them at once.</summary>
    private async ValueTask GiveBackAsync(ClaimedRows rows)
    {
        foreach (var claim in rows.TakeRest())
        {
            if (!await GiveBackAsync(claim).ConfigureAwait(false))
            {
                return;
            }
        }
    }

    private async ValueTask<bool> GiveBackAsync(ScheduleClaim claim)
    {
        try
        {
            await using var unit = await store.BeginAsync(tenant, [claim.Partition], null, CancellationToken.None).ConfigureAwait(false);
            await unit.TryRenewAsync(claim, LeaseClock, TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false);
            await unit.CommitAsync(CancellationToken.None).ConfigureAwait(false);
            return true;
        }
#pragma warning disable CA1031 // The lease ends by itself; giving it back only makes that sooner.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            HandlingFailed(logger, exception, claim.Kind, claim.Key);
            return false;
        }
    }

    /// <summary>Until a lane is free, something is due, a hint comes, or the poll interval is over.</summary>
    private async Task WaitAsync(Lanes lanes, DateTimeOffset? next, CancellationToken stopping)
    {
        var wait = next is { } due && due - time.GetUtcNow() < settings.PollInterval ? due - time.GetUtcNow() : settings.PollInterval;
        if (wait <= TimeSpan.Zero)
        {
            // What is due and was not claimed is in somebody else's hands for a moment, or this node's clock is ahead of the store's.
            wait = TimeSpan.FromTicks(long.Min(shortWait.Ticks, settings.PollInterval.Ticks));
            shortWait = 2 * wait;
        }

        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        await Task.WhenAny(signal.Hinted, lanes.AnyDone, Task.Delay(wait, time, over.Token)).ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);
    }

    [LoggerMessage(101, LogLevel.Error, "The schedule could not be looked at; looking again after the poll interval.")]
    private static partial void LookFailed(ILogger logger, Exception exception);

    [LoggerMessage(102, LogLevel.Error, "Handling '{Kind}' {Key} failed; it is tried again when its claim has run out.")]
    private static partial void HandlingFailed(ILogger logger, Exception exception, string kind, string key);

    [LoggerMessage(105, LogLevel.Warning, "No hints come from the store; the schedule is looked at after each poll interval.")]
    private static partial void NoHints(ILogger logger, Exception exception);

    [LoggerMessage(103, LogLevel.Warning, "Nobody here handles '{Kind}'; it is left to a node that does.")]
    private static partial void NobodyHandles(ILogger logger, string kind);

    [LoggerMessage(104, LogLevel.Warning, "'{Kind}' {Key} waited for more than half its lease; it is let go, to be claimed anew. Raise Lease or lower Concurrency if this goes on.")]
    private static partial void WaitedTooLong(ILogger logger, string kind, string key);
}
