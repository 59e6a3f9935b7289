using OmniChannel.Storage;

namespace OmniChannel.PostgreSql;

/// <content>Claims of what is due.</content>
internal sealed partial class PostgreSqlStore
{
    public async ValueTask<IReadOnlyList<ScheduleClaim>> ClaimDueAsync(TenantId tenant, SchedulePriority? only, DateTimeOffset? now, TimeSpan lease, int limit, CancellationToken cancellationToken)
    {
        var claims = await ClaimAsync(tenant, only, now, lease, limit, null, cancellationToken).ConfigureAwait(false);
        return [.. claims.Select(static one => one.Claim)];
    }

    public ValueTask<IReadOnlyList<SeenClaim>> ClaimSeenAsync(TenantId tenant, SchedulePriority? only, DateTimeOffset? now, TimeSpan lease, int limit, ClaimLook look, CancellationToken cancellationToken)
    {
        StoreLimits.Key(look.Kind, nameof(look));
        StoreLimits.Key(look.State, nameof(look));
        return ClaimAsync(tenant, only, now, lease, limit, look, cancellationToken);
    }

    private ValueTask<IReadOnlyList<SeenClaim>> ClaimAsync(TenantId tenant, SchedulePriority? only, DateTimeOffset? now, TimeSpan lease, int limit, ClaimLook? look, CancellationToken cancellationToken)
    {
        StoreLimits.Lease(lease);
        StoreLimits.Limit(limit, StoreLimits.MaxClaims);
        return ReadAsync(
            tenant,
            [],
            async (session, id) =>
            {
                var urgent = only == SchedulePriority.Usual ? [] : await _tables.Claims.ClaimAsync(session, id, SchedulePriority.Urgent, now, lease, limit, look, _tables.Partitions.Numbers).ConfigureAwait(false);
                return only == SchedulePriority.Urgent || urgent.Count == limit
                    ? urgent
                    : [.. urgent, .. await _tables.Claims.ClaimAsync(session, id, SchedulePriority.Usual, now, lease, limit - urgent.Count, look, _tables.Partitions.Numbers).ConfigureAwait(false)];
            },
            cancellationToken);
    }
}
