using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Purges names that ran out, such as the answers kept under idempotency keys. Nobody finds them any more; several nodes may do it at once.</summary>
internal sealed class RunOutNames(Instance instance)
{
    private const int Rows = 500;
    private static readonly TimeSpan Between = TimeSpan.FromHours(1);

    /// <summary>Each hour, until it is told to stop. What fails is tried in the next.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (true)
        {
            await Task.WhenAny(Task.Delay(Between, instance.Time, stopping)).ConfigureAwait(false);
            if (stopping.IsCancellationRequested)
            {
                return;
            }

            try
            {
                await PurgeAsync(stopping).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The store may be away for a while: names that ran out harm nobody, and there is another hour.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Logs.NotPurged(instance.Log, exception);
            }
        }
    }

    /// <summary>All of them, in small steps.</summary>
    public async ValueTask PurgeAsync(CancellationToken cancellationToken)
    {
        while (await instance.Store.PurgeLookupsAsync(instance.Tenant, instance.Now, Rows, cancellationToken).ConfigureAwait(false) == Rows)
        {
        }
    }
}
