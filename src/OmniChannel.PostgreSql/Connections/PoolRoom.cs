using System.Runtime.CompilerServices;
using OmniChannel.Storage;

namespace OmniChannel.PostgreSql;

/// <summary>Room for so many sessions at once. Whoever finds none waits in line as long as others get on, however long the line; and no longer than is waited for an answer once nobody does. Safe for many threads.</summary>
/// <remarks>Npgsql's own line before its pool gives up by the clock alone: a burst of commands would fail although the server works one off after the other.</remarks>
/// <param name="most">How many at once.</param>
/// <param name="patience">How long to wait when nobody gets on.</param>
/// <param name="served">How often the server did what was asked, of all rooms of a pool.</param>
#pragma warning disable CA1001 // Its semaphore, whose wait handle nobody asks for, holds nothing that must be disposed of.
internal sealed class PoolRoom(int most, TimeSpan patience, StrongBox<long> served)
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _free = new(most);

    /// <exception cref="StoreUnavailableException">Nobody got on for as long as is waited.</exception>
    public async ValueTask EnterAsync(string server, CancellationToken cancellationToken)
    {
        if (_free.Wait(TimeSpan.Zero, CancellationToken.None))
        {
            return;
        }

        var before = Volatile.Read(ref served.Value);
        while (!await _free.WaitAsync(patience, cancellationToken).ConfigureAwait(false))
        {
            var now = Volatile.Read(ref served.Value);
            if (now == before)
            {
                throw new StoreUnavailableException($"{server} answered nobody for {patience.TotalSeconds:0.#} s: all {most} connections of this kind are in use. Nothing of this was stored; check the server and the network, and look for units that are not disposed of.");
            }

            before = now;
        }
    }

    /// <param name="wasServed">Whether the server did what was asked.</param>
    public void Leave(bool wasServed)
    {
        if (wasServed)
        {
            Interlocked.Increment(ref served.Value);
        }

        _free.Release();
    }
}
