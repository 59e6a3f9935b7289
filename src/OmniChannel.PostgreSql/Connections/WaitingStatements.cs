using Npgsql;

namespace OmniChannel.PostgreSql;

/// <summary>Statements that nobody needs an answer of, until they travel with one that is asked. Rows of one statement go together as one, unless one row is written twice.</summary>
internal sealed class WaitingStatements
{
    private readonly List<(RowStatement? Statement, int Tenant, object[] Columns, NpgsqlBatchCommand? Command, bool Answers)> _waiting = [];

    /// <summary>Whether rows of one statement go together: for units of many customers, whose transaction has the plans for it.</summary>
    public bool Together { get; set; }

    /// <param name="command">What is done.</param>
    /// <param name="answers">Whether it answers rows, which nobody reads.</param>
    public void Add(NpgsqlBatchCommand command, bool answers) => _waiting.Add((null, 0, [], command, answers));

    /// <param name="statement">What is done.</param>
    /// <param name="tenant">Whose row.</param>
    /// <param name="columns">The row; its first columns say which it is: the partition's number and, as the second, its key.</param>
    public void Add(RowStatement statement, int tenant, params object[] columns) => _waiting.Add((statement, tenant, columns, null, statement.Answers));

    public void Clear() => _waiting.Clear();

    /// <summary>Takes them all, in an order that does the same as theirs.</summary>
    public IEnumerable<(NpgsqlBatchCommand Command, bool Answers)> Take()
    {
        var (groups, touched) = (new Dictionary<RowStatement, List<object[]>>(), new HashSet<(string Table, object Partition, object Key)>());
        var tenant = 0;
        foreach (var (statement, of, columns, command, answers) in _waiting)
        {
            // A row that is written again comes after what was done to it before.
            if (statement is null || !Together || !touched.Add((statement.Table, columns[0], columns[1])))
            {
                foreach (var group in Sent(groups, tenant))
                {
                    yield return group;
                }

                touched.Clear();
                if (statement is null || !Together)
                {
                    yield return (command ?? statement!.For(of, columns), answers);
                    continue;
                }

                touched.Add((statement.Table, columns[0], columns[1]));
            }

            tenant = of;
            if (!groups.TryGetValue(statement, out var rows))
            {
                groups.Add(statement, rows = []);
            }

            rows.Add(columns);
        }

        foreach (var group in Sent(groups, tenant))
        {
            yield return group;
        }

        _waiting.Clear();
    }

    private static List<(NpgsqlBatchCommand Command, bool Answers)> Sent(Dictionary<RowStatement, List<object[]>> groups, int tenant)
    {
        List<(NpgsqlBatchCommand Command, bool Answers)> sent = [.. groups.Select(group => (group.Value is [var row] ? group.Key.For(tenant, row) : group.Key.For(tenant, group.Value), group.Key.Answers))];
        groups.Clear();
        return sent;
    }
}
