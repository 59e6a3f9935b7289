using System.Collections.Concurrent;
using Npgsql;
using OmniChannel.Storage;
using static OmniChannel.PostgreSql.ScheduleTable;

namespace OmniChannel.PostgreSql;

/// <summary>How rows of the schedule that are due are claimed.</summary>
internal sealed class DueClaims(string schema)
{
    /// <summary>The one queue of which a tenant's rows of a priority were when they were claimed last; a guess, which the statement itself proves or answers nothing.</summary>
    private readonly ConcurrentDictionary<(int Tenant, SchedulePriority Priority), string> _onlyQueues = new();

    private readonly QueuePlaces _places = new();

    private readonly ClaimStatements _blind = new(schema, looks: false);
    private readonly ClaimStatements _seeing = new(schema, looks: true);

    /// <summary>Claims rows of one priority in one statement, which is its own transaction. It waits for nobody, so it is not cancelled half-way.</summary>
    public async ValueTask<IReadOnlyList<SeenClaim>> ClaimAsync(PostgreSqlSession session, int tenant, SchedulePriority priority, DateTimeOffset? now, TimeSpan lease, int limit, ClaimLook? look, PartitionNumbers numbers)
    {
        var statements = look is null ? _blind : _seeing;
        if (_onlyQueues.TryGetValue((tenant, priority), out var only))
        {
            var taken = await Taken(statements.Only, claim => claim.With(only), _ => only).ConfigureAwait(false);
            if (taken.Count < limit)
            {
                _onlyQueues.TryRemove((tenant, priority), out _); // there are others, or its rows wait for each other
            }

            if (taken.Count > 0)
            {
                return InOrder(taken);
            }
        }

        var (claims, isWhole) = await LookOnAsync().ConfigureAwait(false);
        if (claims.Count == 0 && !isWhole)
        {
            claims = await Taken(statements.Anywhere, static claim => claim, static row => row.GetString(8)).ConfigureAwait(false);
        }

        if (claims.Count == 0)
        {
            return [];
        }

        if (claims.TrueForAll(one => one.Queue == claims[0].Queue))
        {
            if (claims.Count == limit)
            {
                _onlyQueues[(tenant, priority)] = claims[0].Queue;
            }

            return InOrder(claims);
        }

        return [.. claims
            .GroupBy(static one => one.Queue)
            .SelectMany(static queue => queue.OrderBy(one => one.Order).Select((one, place) => (place, one)))
            .OrderBy(static turn => turn.place).ThenBy(static turn => turn.one.Order)
            .Select(static turn => turn.one.Claim!.Value)];

        async ValueTask<(List<Claimed> Claims, bool IsWhole)> LookOnAsync()
        {
            var from = _places.Of(tenant, priority);
            var rows = await Taken(
                statements.All,
                claim => claim.With([.. from.Keys]).With([.. from.Values.Select(place => place.ClaimableAt)]).With([.. from.Values.Select(place => place.Partition)])
                    .With(QueuePlaces.WindowOf(limit) - 1),
                static row => row.GetString(8)).ConfigureAwait(false);
            var cuts = rows.Where(static one => one.Claim is null).ToDictionary(static one => one.Queue);
            rows.RemoveAll(static one => one.Claim is null);
            foreach (var queue in cuts.Keys.Union(from.Keys))
            {
                var claimed = rows.Where(one => one.Queue == queue).OrderBy(static one => one.Order).ToList();
                var cut = cuts.GetValueOrDefault(queue);

                // The last one's partition is looked at once more: more of its rows may be due at that instant.
                _places.Note(tenant, priority, queue, cut is not null && claimed.Count >= cut.Share ? claimed[^1].Place with { Partition = claimed[^1].Place.Partition - 1 } : null, cut?.Place);
            }

            return (rows, cuts.Count == 0 && from.Count == 0);
        }

        ValueTask<List<Claimed>> Taken(string sql, Func<NpgsqlBatchCommand, NpgsqlBatchCommand> complete, Func<NpgsqlDataReader, string> queue)
        {
            var statement = complete(new NpgsqlBatchCommand(sql).With(tenant).With((int)priority).With(Ticks(now)).With(lease.Ticks).With(limit));
            if (look is { } wanted)
            {
                statement.With(wanted.Kind).With(wanted.State);
            }

            session.BeginLook();
            return session.ListAsync(
                statement,
                row =>
                {
                    var claimed = Read(row, queue(row), look is not null);
                    if (claimed.Claim is { } seen)
                    {
                        numbers.Met(tenant, seen.Claim.Partition, claimed.Place.Partition);
                    }

                    return claimed;
                },
                CancellationToken.None);
        }

        static SeenClaim[] InOrder(List<Claimed> claims)
        {
            claims.Sort(static (one, other) => one.Order.CompareTo(other.Order));
            return [.. claims.Select(static one => one.Claim!.Value)];
        }
    }

    private static Claimed Read(NpgsqlDataReader row, string queue, bool looks)
    {
        var place = new QueuePlace { ClaimableAt = row.GetInt64(6), Partition = row.GetInt64(7) };
        if (row.GetInt32(0) < 0)
        {
            return new Claimed(queue, place, null, row.GetInt64(5));
        }

        var claim = new ScheduleClaim { Partition = new PartitionKey((PartitionKind)row.GetInt32(0), row.GetString(1)), Kind = row.GetString(2), Key = row.GetString(3), Due = row.Time(4), Fence = row.GetInt64(5) };
        return new Claimed(queue, place, looks ? See(row, claim, row.FieldCount - 8) : new SeenClaim(claim, null, null), 0);
    }

    private static SeenClaim See(NpgsqlDataReader row, ScheduleClaim claim, int first) => row.IsDBNull(first) ? new SeenClaim(claim, null, null) : new SeenClaim(
        claim,
        new OutboxRow
        {
            Delivery = new DeliveryId(claim.Key),
            Partition = claim.Partition,
            State = (OutboxState)row.GetInt32(first),
            Fence = row.GetInt64(first + 1),
            Attempts = row.GetInt32(first + 2),
            CreatedAt = row.Time(first + 3),
            Body = row.Body(first + 4),
            Version = row.GetInt64(first + 5),
        },
        row.IsDBNull(first + 6) ? null : new StateRow { Version = row.GetInt64(first + 6), Body = row.Body(first + 7) });

    /// <param name="Queue">In which queue.</param>
    /// <param name="Place">Where it stood.</param>
    /// <param name="Claim">The claim; null for the last row of a queue that was looked at, which was not claimed.</param>
    /// <param name="Share">Of such a queue, how many it could have.</param>
    private sealed record Claimed(string Queue, QueuePlace Place, SeenClaim? Claim, long Share)
    {
        public (long ClaimableAt, long Partition) Order => (Place.ClaimableAt, Place.Partition);
    }
}
