using System.Data.Common;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Begins again when another unit was in the way. In a host's transaction it cannot: there the host rolls back and tries again.</summary>
internal static class StoreConflicts
{
    private const int Tries = 8;

    public static async ValueTask<T> RetryAsync<T>(DbTransaction? joined, Func<ValueTask<T>> attempt)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                return await attempt().ConfigureAwait(false);
            }
            catch (StoreConflictException) when (joined is null && tried < Tries)
            {
                await Task.Yield();
            }
        }
    }
}
