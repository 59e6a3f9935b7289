using Npgsql;
using OmniChannel.Storage;

namespace OmniChannel.PostgreSql;

/// <summary>What a unit will ask for, as statements that read it beforehand: one for each table, over the partitions whose numbers are known.</summary>
internal sealed class UnitLooks
{
    private readonly List<(NpgsqlBatchCommand Statement, Action<NpgsqlDataReader> Row)> _looks = [];

    /// <summary>Nothing.</summary>
    public UnitLooks()
    {
    }

    /// <param name="tables">Where.</param>
    /// <param name="tenant">Whose.</param>
    /// <param name="needs">What will be asked for.</param>
    /// <param name="find">A partition that is looked at; null for one that is not.</param>
    /// <param name="names">What is found of look-up names; null where they are not looked for.</param>
    public UnitLooks(PostgreSqlTables tables, int tenant, UnitNeeds needs, Func<PartitionKey, PartitionRow?> find, FetchedNames? names)
    {
        Add(needs.States, one => one.Partition, (row, one) => (row, StoreLimits.Key(one.Key)), tables.States.Fetch);
        Add(needs.StateVersions, one => one.Partition, (row, one) => (row, StoreLimits.Key(one.Key)), tables.States.FetchVersions);
        Add(needs.OutboxVersions, one => one.Partition, (row, one) => (row, one.Delivery), tables.Outbox.FetchVersions);
        Add(needs.Outbox, one => one.Partition, (row, one) => (row, one.Delivery), tables.Outbox.Fetch);
        Add(needs.Claims, one => one.Partition, (row, one) => (row, one), tables.Schedule.Fetch);
        Add(needs.Events, one => one.Partition, (row, one) => (row, StoreLimits.Name(one.Source), StoreLimits.Name(one.Id)), tables.Events.Fetch);
        if (names is not null)
        {
            foreach (var (kind, key) in needs.Lookups)
            {
                StoreLimits.Lookup(kind, key);
                _looks.Add(tables.Lookups.Fetch(tenant, kind, key, names));
            }
        }

        void Add<TNeed, TWanted>(IReadOnlyCollection<TNeed> needed, Func<TNeed, PartitionKey> partition, Func<PartitionRow, TNeed, TWanted> wanted, Func<int, IReadOnlyList<TWanted>, (NpgsqlBatchCommand, Action<NpgsqlDataReader>)> look)
        {
            if (needed.Count == 0)
            {
                return;
            }

            var looked = new List<TWanted>(needed.Count);
            foreach (var one in needed)
            {
                if (find(partition(one)) is { } row)
                {
                    looked.Add(wanted(row, one));
                }
            }

            if (looked.Count > 0)
            {
                _looks.Add(look(tenant, looked));
            }
        }
    }

    public int Count => _looks.Count;

    public void CopyTo(NpgsqlBatchCommand[] statements, int first)
    {
        for (var i = 0; i < _looks.Count; i++)
        {
            statements[first + i] = _looks[i].Statement;
        }
    }

    public void Row(int number, NpgsqlDataReader row) => _looks[number].Row(row);
}
