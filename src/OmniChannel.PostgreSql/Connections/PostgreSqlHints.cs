using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;
using OmniChannel.Storage;

namespace OmniChannel.PostgreSql;

/// <summary>Hints between processes by LISTEN and NOTIFY, over one connection of this store that only listens, and only once somebody waits.</summary>
/// <remarks>The channel's name holds the identity of the store: other schemas of the database do not hear it. A pooler in transaction mode drops LISTEN; then no hints come, and nothing else is lost.</remarks>
internal sealed class PostgreSqlHints(NpgsqlDataSource source) : IAsyncDisposable
{
    private static readonly TimeSpan BeforeReconnect = TimeSpan.FromSeconds(1);

    /// <summary>How far apart hints are given: whoever is hinted to looks at all there is.</summary>
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(5);

    private readonly Lock _gate = new();
    private readonly StoreHints _hints = new();
    private readonly Dictionary<int, TenantId> _tenants = [];
    private readonly ConcurrentDictionary<int, HintBudget> _budgets = new();
    private readonly CancellationTokenSource _stopping = new();
    private Task? _listening;
    private long _given;

    /// <summary>The statement that hints with the commit of the host's transaction in which it is run; null where as many were given just now as do any good.</summary>
    public string? WithCommit(Guid store, int tenant) => _budgets.GetOrAdd(tenant, static _ => new HintBudget(TimeProvider.System)).TryTake() ? Statement(store, tenant) : null;

    /// <summary>The statement that hints to everybody; within a transaction it does so with its commit, and not at all without.</summary>
    private static string Statement(Guid store, int tenant) => $"NOTIFY {Channel(store)}, '{tenant.ToString(CultureInfo.InvariantCulture)}'";

    /// <summary>Gives a hint outside a unit. Nothing is written by it, so nobody waits for the disk.</summary>
    public static ValueTask<int> GiveAsync(PostgreSqlSession session, Guid store, int tenant, CancellationToken cancellationToken)
    {
        session.BeginBrief();
        session.Later(new NpgsqlBatchCommand("SET LOCAL synchronous_commit = off"));
        return session.RunAsync(new NpgsqlBatchCommand(Statement(store, tenant)), cancellationToken);
    }

    /// <summary>Waits a moment where one was given just now: a server that commits a hint for every message does little else.</summary>
    public async ValueTask WaitForTurnAsync(CancellationToken cancellationToken)
    {
        if (Apart - TimeProvider.System.GetElapsedTime(Volatile.Read(ref _given)) is { Ticks: > 0 } rest)
        {
            await Task.Delay(rest, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }

        Volatile.Write(ref _given, TimeProvider.System.GetTimestamp());
    }

    public ValueTask<long> WaitAsync(Guid store, TenantId tenant, int? id, long after, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (id is { } number)
            {
                _tenants[number] = tenant;
            }

            _listening ??= Task.Run(() => ListenAsync(store, _stopping.Token), CancellationToken.None);
        }

        return _hints.WaitAsync(tenant, after, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await (_listening ?? Task.CompletedTask).ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task ListenAsync(Guid store, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var connection = await source.OpenApartAsync(stopping).ConfigureAwait(false);
                await using (connection.ConfigureAwait(false))
                {
                    connection.Notification += Heard;
                    var listen = new NpgsqlCommand($"LISTEN {Channel(store)}", connection);
                    await using (listen.ConfigureAwait(false))
                    {
                        await listen.ExecuteNonQueryAsync(stopping).ConfigureAwait(false);
                    }

                    // What was said before is not heard any more.
                    _hints.GiveAll();
                    while (true)
                    {
                        await connection.WaitAsync(stopping).ConfigureAwait(false);
                    }
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception cut) when (cut is NpgsqlException or IOException or ObjectDisposedException or InvalidOperationException)
            {
                // The schedule is looked at from time to time anyway; here it is only tried again.
                await Task.WhenAny(Task.Delay(BeforeReconnect, TimeProvider.System, stopping)).ConfigureAwait(false);
            }
        }
    }

    private void Heard(object sender, NpgsqlNotificationEventArgs said)
    {
        TenantId tenant;
        lock (_gate)
        {
            if (!int.TryParse(said.Payload, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || !_tenants.TryGetValue(id, out tenant))
            {
                tenant = default;
            }
        }

        if (tenant == default)
        {
            _hints.GiveAll();
        }
        else
        {
            _hints.Give(tenant);
        }
    }

    private static string Channel(Guid store) => $"omni_{store:N}";
}
