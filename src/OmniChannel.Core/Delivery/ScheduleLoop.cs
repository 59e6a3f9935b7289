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
        var handled = 0;
        while (true)
        {
            var now = time.GetUtcNow();
            var claims = await store.ClaimDueAsync(tenant, now, settings.Lease, settings.Concurrency, cancellationToken).ConfigureAwait(false);
            if (claims.Count == 0)
            {
                return handled;
            }

            await Parallel.ForEachAsync(
                claims.GroupBy(claim => claim.Partition),
                new ParallelOptions { MaxDegreeOfParallelism = settings.Concurrency },
                (ofOne, _) => HandleInOrderAsync(ofOne, now)).ConfigureAwait(false);
            handled += claims.Count;
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Runs until it is told to stop; then claims nothing more, finishes what it has claimed and returns.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                signal.Forget();
                await DrainAsync(stopping).ConfigureAwait(false);
                await WaitAsync(await store.NextDueAsync(tenant, stopping).ConfigureAwait(false), stopping).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The store may be away for a while; the loop outlives that, says so each time, and looks again after the poll interval.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                LookFailed(logger, exception);
                await WaitAsync(null, stopping).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask HandleInOrderAsync(IEnumerable<ScheduleClaim> claims, DateTimeOffset claimedAt)
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

    private async Task WaitAsync(DateTimeOffset? next, CancellationToken stopping)
    {
        var wait = next is { } due && due - time.GetUtcNow() < settings.PollInterval ? due - time.GetUtcNow() : settings.PollInterval;
        if (wait <= TimeSpan.Zero)
        {
            return;
        }

        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        await Task.WhenAny(signal.Hinted, Task.Delay(wait, time, over.Token)).ConfigureAwait(false);
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
