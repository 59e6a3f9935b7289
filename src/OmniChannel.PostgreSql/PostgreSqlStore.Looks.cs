using Npgsql;
using OmniChannel.Storage;

namespace OmniChannel.PostgreSql;

/// <content>Looks at many rows of many partitions.</content>
internal sealed partial class PostgreSqlStore
{
    public async ValueTask<IReadOnlyList<StateRow?>> ReadStatesAsync(TenantId tenant, IReadOnlyList<StateAddress> addresses, CancellationToken cancellationToken) =>
        (await ReadAsync(tenant, [], Checked(addresses), cancellationToken).ConfigureAwait(false)).States;

    public async ValueTask<IReadOnlyList<OutboxRow?>> ReadOutboxAsync(TenantId tenant, IReadOnlyList<OutboxAddress> addresses, CancellationToken cancellationToken) =>
        (await ReadAsync(tenant, Checked(addresses), [], cancellationToken).ConfigureAwait(false)).Outbox;

    public ValueTask<SeenRows> LookAsync(TenantId tenant, IReadOnlyList<OutboxAddress> outbox, IReadOnlyList<StateAddress> states, CancellationToken cancellationToken) =>
        ReadAsync(tenant, Checked(outbox), Checked(states), cancellationToken);

    private ValueTask<SeenRows> ReadAsync(TenantId tenant, IReadOnlyList<OutboxAddress> outbox, IReadOnlyList<StateAddress> states, CancellationToken cancellationToken)
    {
        var seen = (Outbox: new OutboxRow?[outbox.Count], States: new StateRow?[states.Count]);
        var rows = new SeenRows { Outbox = seen.Outbox, States = seen.States };
        return ReadAsync(
            tenant,
            rows,
            async (session, id) =>
            {
                var looks = new List<(NpgsqlBatchCommand Statement, Action<NpgsqlDataReader> Row)>(2);
                if (outbox.Count > 0)
                {
                    looks.Add(_tables.Outbox.Look(id, outbox, seen.Outbox));
                }

                if (states.Count > 0)
                {
                    looks.Add(_tables.States.Look(id, states, seen.States, _tables.Partitions.Numbers));
                }

                if (looks.Count > 0)
                {
                    session.BeginLook();
                    await session.ReadAsync(looks.ConvertAll(static look => look.Statement), 0, (number, row) => looks[number].Row(row), cancellationToken).ConfigureAwait(false);
                }

                return rows;
            },
            cancellationToken);
    }

    private static IReadOnlyList<StateAddress> Checked(IReadOnlyList<StateAddress> addresses)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        foreach (var address in addresses)
        {
            StoreLimits.Partition(address.Partition, nameof(addresses));
            StoreLimits.Key(address.Key, nameof(addresses));
        }

        return addresses;
    }

    private static IReadOnlyList<OutboxAddress> Checked(IReadOnlyList<OutboxAddress> addresses)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        foreach (var address in addresses)
        {
            StoreLimits.Partition(address.Partition, nameof(addresses));
            StoreLimits.Key(address.Delivery.Value, nameof(addresses));
        }

        return addresses;
    }
}
