using OmniChannel.Storage;

namespace OmniChannel.Sqlite;

/// <content>Claims of what is due.</content>
internal sealed partial class SqliteStore
{
    public async ValueTask<IReadOnlyList<ScheduleClaim>> ClaimDueAsync(TenantId tenant, SchedulePriority? only, DateTimeOffset? now, TimeSpan lease, int limit, CancellationToken cancellationToken)
    {
        var (_, claims) = await ClaimAsync(tenant, only, now, lease, limit, null, cancellationToken).ConfigureAwait(false);
        return claims.ConvertAll(static one => one.Seen.Claim);
    }

    public async ValueTask<IReadOnlyList<SeenClaim>> ClaimSeenAsync(TenantId tenant, SchedulePriority? only, DateTimeOffset? now, TimeSpan lease, int limit, ClaimLook look, CancellationToken cancellationToken)
    {
        StoreLimits.Key(look.Kind, nameof(look));
        StoreLimits.Key(look.State, nameof(look));
        var (id, claims) = await ClaimAsync(tenant, only, now, lease, limit, look, cancellationToken).ConfigureAwait(false);
        return claims.ConvertAll(one =>
        {
            _numbers.Met(id, one.Seen.Claim.Partition, one.Partition); // committed by now
            return one.Seen;
        });
    }

    private async ValueTask<(long Tenant, List<(long Partition, SeenClaim Seen)> Claims)> ClaimAsync(TenantId tenant, SchedulePriority? only, DateTimeOffset? now, TimeSpan lease, int limit, ClaimLook? look, CancellationToken cancellationToken)
    {
        var at = now ?? timeProvider.GetUtcNow();
        var until = at + StoreLimits.Lease(lease);
        StoreLimits.Limit(limit, StoreLimits.MaxClaims);
        // A look first: who polls an idle store does not hold up its writers.
        if (!await ReadAsync(tenant, at, false, ScheduleTable.AnyDue, cancellationToken).ConfigureAwait(false))
        {
            return (0, []);
        }

        return await Writer(cancellationToken).WriteAsync(
            writer =>
            {
                var (session, id) = (writer.Session, _tenants.Find(writer.Session, tenant, committed: writer.IsFirst) ?? 0);
                var claims = only == SchedulePriority.Usual ? [] : ScheduleTable.ClaimDue(session, _places, id, SchedulePriority.Urgent, at, until, limit);
                if (only != SchedulePriority.Urgent && claims.Count < limit)
                {
                    claims.AddRange(ScheduleTable.ClaimDue(session, _places, id, SchedulePriority.Usual, at, until, limit - claims.Count));
                }

                return (id, claims.ConvertAll(one => (one.Partition, look is { } wanted && one.Claim.Kind == wanted.Kind ? SeenPair.Read(session, id, one.Partition, one.Claim, wanted.State) : new SeenClaim(one.Claim, null, null))));
            },
            isAnswered: false, // what comes of a claim is committed behind it: of one that was lost with the power nothing has come
            cancellationToken).ConfigureAwait(false);
    }
}
