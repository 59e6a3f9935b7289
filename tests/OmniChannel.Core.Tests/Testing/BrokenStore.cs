using System.Data.Common;
using OmniChannel.Storage;

namespace OmniChannel.Tests.Testing;

/// <summary>A memory store with one fault: the conformance suite has to find it.</summary>
internal sealed class BrokenStore(string fault) : IOmniStore
{
    private readonly MemoryStore _store = new();

    public ValueTask InitializeAsync(CancellationToken cancellationToken) => _store.InitializeAsync(cancellationToken);

    public async ValueTask<IUnitOfWork> BeginAsync(TenantId tenant, IReadOnlyCollection<PartitionKey> partitions, DbTransaction? joined, CancellationToken cancellationToken)
        => await BeginAsync(tenant, partitions, null, joined, cancellationToken);

    public async ValueTask<IUnitOfWork> BeginAsync(TenantId tenant, IReadOnlyCollection<PartitionKey> partitions, UnitNeeds? needs, DbTransaction? joined, CancellationToken cancellationToken)
    {
        var early = new Dictionary<StateAddress, StateRow?>();
        foreach (var address in fault == "reads ahead too soon" && needs is not null ? needs.States : [])
        {
            early[address] = await _store.ReadStateAsync(Of(tenant), address.Partition, address.Key, cancellationToken); // before its turn
        }

        return new Unit(await _store.BeginAsync(Of(tenant), partitions, fault == "joins anything" ? null : joined, cancellationToken), fault, early);
    }

    public async ValueTask<IUnitOfWork?> BeginSeenAsync(TenantId tenant, IReadOnlyCollection<PartitionKey> partitions, UnitSeen seen, CancellationToken cancellationToken)
        => fault is "proves nothing" or "renews in words" ? await BeginAsync(tenant, partitions, null, cancellationToken) : null;

    public async ValueTask<StateRow?> ReadStateAsync(TenantId tenant, PartitionKey partition, string key, CancellationToken cancellationToken)
        => await _store.ReadStateAsync(Of(tenant), partition, key, cancellationToken);

    public async ValueTask<IReadOnlyList<StateRow?>> ReadStatesAsync(TenantId tenant, IReadOnlyList<StateAddress> addresses, CancellationToken cancellationToken)
    {
        if (fault != "torn reads")
        {
            var rows = await _store.ReadStatesAsync(Of(tenant), addresses, cancellationToken);
            return fault == "loses the order" ? [.. rows.Reverse()] : rows;
        }

        // Between one row and the next, waits for a unit to commit.
        var torn = new List<StateRow?>();
        foreach (var address in addresses)
        {
            var before = (await _store.ReadStateAsync(tenant, address.Partition, address.Key, cancellationToken))?.Version;
            torn.Add(await _store.ReadStateAsync(tenant, address.Partition, address.Key, cancellationToken));
            for (var i = 0; i < 10_000 && (await _store.ReadStateAsync(tenant, address.Partition, address.Key, cancellationToken))?.Version == before; i++)
            {
                await Task.Yield();
            }
        }

        return torn;
    }

    public ValueTask<IReadOnlyList<StateEntry>> ListStatesAsync(TenantId tenant, PartitionKey partition, string prefix, string? after, int limit, CancellationToken cancellationToken)
        => _store.ListStatesAsync(Of(tenant), partition, fault == "lists everything" ? "" : prefix, after, limit, cancellationToken);

    public async ValueTask<IReadOnlyList<PartitionKey>> ListPartitionsAsync(TenantId tenant, PartitionKind kind, string? after, int limit, CancellationToken cancellationToken)
    {
        var keys = await _store.ListPartitionsAsync(Of(tenant), kind, after, limit, cancellationToken);
        return fault == "lists by ordinal" ? [.. keys.OrderBy(key => key.Key, StringComparer.Ordinal)] : keys;
    }

    public ValueTask<IReadOnlyList<OutboxRow>> ListOutboxAsync(TenantId tenant, PartitionKey partition, DeliveryId? after, int limit, CancellationToken cancellationToken)
        => _store.ListOutboxAsync(Of(tenant), partition, after, limit, cancellationToken);

    public ValueTask<IReadOnlyList<LookupRow>> ListLookupsAsync(TenantId tenant, PartitionKey partition, LookupRow? after, int limit, CancellationToken cancellationToken)
        => _store.ListLookupsAsync(Of(tenant), partition, fault == "lists names from the beginning" ? null : after, limit, cancellationToken);

    public ValueTask<bool> ScrubAsync(CancellationToken cancellationToken) => _store.ScrubAsync(cancellationToken);

    public ValueTask<int> PurgeLookupsAsync(TenantId tenant, DateTimeOffset now, int limit, CancellationToken cancellationToken)
        => _store.PurgeLookupsAsync(Of(tenant), fault == "purges too much" ? DateTimeOffset.MaxValue : now, limit, cancellationToken);

    public ValueTask<IReadOnlyList<EventRow>> ReadEventsAsync(TenantId tenant, PartitionKey partition, string? source, long after, int limit, CancellationToken cancellationToken)
        => _store.ReadEventsAsync(Of(tenant), partition, fault == "events of any source" ? null : source, fault == "reads after from zero" ? after - 1 : after, limit, cancellationToken);

    public ValueTask<OutboxRow?> ReadOutboxAsync(TenantId tenant, PartitionKey partition, DeliveryId delivery, CancellationToken cancellationToken)
        => fault == "loses the outbox" ? ValueTask.FromResult<OutboxRow?>(null) : _store.ReadOutboxAsync(Of(tenant), partition, delivery, cancellationToken);

    public ValueTask<long> WaitForHintAsync(TenantId tenant, long after, CancellationToken cancellationToken) => _store.WaitForHintAsync(Of(tenant), after, cancellationToken);

    public ValueTask HintAsync(TenantId tenant, CancellationToken cancellationToken) => _store.HintAsync(Of(tenant), cancellationToken);

    public ValueTask<IReadOnlyList<OutboxRow>> ListParkedAsync(TenantId tenant, DeliveryId? after, int limit, CancellationToken cancellationToken)
        => _store.ListParkedAsync(Of(tenant), fault == "parked from the beginning" ? null : after, limit, cancellationToken);

    public ValueTask<LookupRow?> FindAsync(TenantId tenant, LookupKind kind, string key, DateTimeOffset now, CancellationToken cancellationToken)
        => _store.FindAsync(Of(tenant), kind, key, fault == "names never run out" ? DateTimeOffset.MinValue : now, cancellationToken);

    public ValueTask<IReadOnlyList<ScheduleClaim>> ClaimDueAsync(TenantId tenant, SchedulePriority? only, DateTimeOffset? now, TimeSpan lease, int limit, CancellationToken cancellationToken)
        => _store.ClaimDueAsync(Of(tenant), fault == "urgent waits" ? SchedulePriority.Usual : only, now, fault == "leases too short" ? lease / 2 : lease, limit, cancellationToken);

    public async ValueTask<IReadOnlyList<SeenClaim>> ClaimSeenAsync(TenantId tenant, SchedulePriority? only, DateTimeOffset? now, TimeSpan lease, int limit, ClaimLook look, CancellationToken cancellationToken)
    {
        var seen = new List<SeenClaim>();
        foreach (var claim in await ClaimDueAsync(tenant, only, now, lease, limit, cancellationToken))
        {
            var outbox = claim.Kind == look.Kind ? await ReadOutboxAsync(tenant, claim.Partition, new DeliveryId(claim.Key), cancellationToken) : null;
            seen.Add(new SeenClaim(claim, outbox, outbox is null ? null : await ReadStateAsync(tenant, claim.Partition, fault == "sees another's state" ? "z" : look.State, cancellationToken)));
        }

        return seen;
    }

    public ValueTask<DateTimeOffset?> NextDueAsync(TenantId tenant, CancellationToken cancellationToken) => _store.NextDueAsync(Of(tenant), cancellationToken);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private TenantId Of(TenantId tenant) => fault == "one tenant for all" && tenant.Value is not null ? TenantId.Default : tenant;

    private sealed class Unit(IUnitOfWork unit, string fault, Dictionary<StateAddress, StateRow?> early) : IUnitOfWork
    {
        public ValueTask<StateRow?> GetAsync(PartitionKey partition, string key, CancellationToken cancellationToken)
            => early.TryGetValue(new StateAddress(partition, key), out var row) ? ValueTask.FromResult(row) : unit.GetAsync(partition, key, cancellationToken);

        public ValueTask<IReadOnlyList<StateEntry>> ListAsync(PartitionKey partition, string prefix, string? after, int limit, CancellationToken cancellationToken) => unit.ListAsync(partition, prefix, after, limit, cancellationToken);

        public ValueTask<EventRow?> FindEventAsync(PartitionKey partition, string source, string id, CancellationToken cancellationToken) => unit.FindEventAsync(partition, source, id, cancellationToken);

        public ValueTask<IReadOnlyList<EventRow>> ReadEventsAsync(PartitionKey partition, string? source, long after, int limit, CancellationToken cancellationToken) => unit.ReadEventsAsync(partition, source, after, limit, cancellationToken);

        public ValueTask RemoveEventsAsync(PartitionKey partition, IReadOnlyCollection<long> sequences, CancellationToken cancellationToken)
            => fault == "keeps events" ? ValueTask.CompletedTask : unit.RemoveEventsAsync(partition, sequences, cancellationToken);

        public ValueTask RemoveOutboxAsync(PartitionKey partition, DeliveryId delivery, CancellationToken cancellationToken) => unit.RemoveOutboxAsync(partition, delivery, cancellationToken);

        public ValueTask<bool> RemoveLookupAsync(LookupKind kind, string key, CancellationToken cancellationToken)
            => fault == "keeps names" ? ValueTask.FromResult(true) : unit.RemoveLookupAsync(kind, key, cancellationToken);

        public async ValueTask EraseAsync(PartitionKey partition, CancellationToken cancellationToken)
        {
            if (fault != "erases too little")
            {
                await unit.EraseAsync(partition, cancellationToken);
            }
            else
            {
                foreach (var entry in await unit.ListAsync(partition, "", null, 1_000, cancellationToken))
                {
                    await unit.PutAsync(partition, entry.Key, entry.Row.Version, null, cancellationToken);
                }
            }
        }

        public async ValueTask<long> PutAsync(PartitionKey partition, string key, long expectedVersion, ReadOnlyMemory<byte>? body, CancellationToken cancellationToken)
        {
            var expected = fault == "last write wins" ? (await unit.GetAsync(partition, key, cancellationToken))?.Version ?? 0 : expectedVersion;
            return await unit.PutAsync(partition, key, expected, fault == "empty is none" && body?.Length == 0 ? null : body, cancellationToken);
        }

        public ValueTask<long> AppendAsync(PartitionKey partition, NewEvent entry, CancellationToken cancellationToken)
            => unit.AppendAsync(partition, fault == "ids across sources" ? entry with { Source = "any" } : entry, cancellationToken);

        public async ValueTask AppendNewAsync(PartitionKey partition, NewEvent entry, CancellationToken cancellationToken)
        {
            if (fault == "new or not")
            {
                await unit.AppendAsync(partition, entry, cancellationToken);
            }
            else
            {
                await unit.AppendNewAsync(partition, entry, cancellationToken);
            }
        }

        public ValueTask<OutboxRow?> GetOutboxAsync(PartitionKey partition, DeliveryId delivery, CancellationToken cancellationToken) => unit.GetOutboxAsync(partition, delivery, cancellationToken);

        public async ValueTask<long> GetOutboxVersionAsync(PartitionKey partition, DeliveryId delivery, CancellationToken cancellationToken)
        {
            var version = await unit.GetOutboxVersionAsync(partition, delivery, cancellationToken);
            return fault == "versions stand still" ? long.Min(version, 1) : version;
        }

        public ValueTask InsertOutboxAsync(OutboxRow row, CancellationToken cancellationToken) => unit.InsertOutboxAsync(row, cancellationToken);

        public async ValueTask<bool> TryUpdateOutboxAsync(OutboxRow row, long expectedFence, CancellationToken cancellationToken)
            => await unit.TryUpdateOutboxAsync(row, fault == "no fencing" ? (await unit.GetOutboxAsync(row.Partition, row.Delivery, cancellationToken))?.Fence ?? 0 : expectedFence, cancellationToken);

        public ValueTask ScheduleAsync(PartitionKey partition, string kind, string key, DateTimeOffset due, ScheduleTurn turn, CancellationToken cancellationToken)
            => unit.ScheduleAsync(partition, kind, key, due, fault switch { "one queue" => turn with { Queue = "" }, "no order" => turn with { InOrder = false }, _ => turn }, cancellationToken);

        public async ValueTask<bool> TryCompleteAsync(ScheduleClaim claim, CancellationToken cancellationToken)
        {
            var completed = await unit.TryCompleteAsync(claim, cancellationToken);
            return completed || fault == "completes for anyone";
        }

        public async ValueTask<bool> TryRenewAsync(ScheduleClaim claim, DateTimeOffset? now, TimeSpan lease, CancellationToken cancellationToken)
        {
            var renewed = fault == "renews in words" || await unit.TryRenewAsync(claim, now, lease, cancellationToken);
            return renewed || fault == "renews for anyone";
        }

        public async ValueTask<DateTimeOffset> ReadClockAsync(CancellationToken cancellationToken)
            => await unit.ReadClockAsync(cancellationToken) + (fault == "a clock of another place" ? TimeSpan.FromHours(-2) : TimeSpan.Zero);

        public ValueTask UnscheduleAsync(PartitionKey partition, string kind, string key, CancellationToken cancellationToken) => unit.UnscheduleAsync(partition, kind, key, cancellationToken);

        public ValueTask<LookupRow?> FindAsync(LookupKind kind, string key, DateTimeOffset now, CancellationToken cancellationToken) => unit.FindAsync(kind, key, now, cancellationToken);

        public async ValueTask<LookupRow> AddLookupAsync(LookupRow row, DateTimeOffset now, CancellationToken cancellationToken)
        {
            var standing = await unit.AddLookupAsync(row, now, cancellationToken);
            return fault == "the last name wins" ? row : standing;
        }

        public ValueTask CommitAsync(CancellationToken cancellationToken) => unit.CommitAsync(fault == "commits when cancelled" ? CancellationToken.None : cancellationToken);

        public async ValueTask DisposeAsync()
        {
            if (fault == "commits on dispose")
            {
                try
                {
                    await unit.CommitAsync(CancellationToken.None);
                }
                catch (InvalidOperationException committed)
                {
                    Assert.NotNull(committed);
                }
            }

            await unit.DisposeAsync();
        }
    }
}
