namespace OmniChannel;

/// <summary>How a table of a policy is read when its keys are codes and channels.</summary>
internal static class TableKeys
{
    /// <summary>Notes the values that the table has rows for. The first key that is no channel has the guard.</summary>
    public static void Collect(FactFields fields, ScoreTable table, Condition? guard)
    {
        for (var k = 0; k < table.Keys.Count; k++)
        {
            if (table.Keys[k].Id != FactId.Channel)
            {
                var field = fields.Of(table.Keys[k], null, guard);
                guard = null;
                foreach (var row in table.Rows)
                {
                    field.Add(k == 0 ? row.First : row.Second, isOrdered: false);
                }
            }
        }
    }

    /// <summary>What the table says of a channel; null where it has no such row.</summary>
    /// <param name="table">The table.</param>
    /// <param name="channel">The channel, for a key that asks for it.</param>
    /// <param name="first">The first of the other keys; absent for a value that has no row.</param>
    /// <param name="second">The second of the other keys.</param>
    public static int? Entry(ScoreTable table, Channel channel, FactValue first, FactValue second = default)
    {
        var name = FactValue.Of(channel.Name);
        var isByChannel = table.Keys[0].Id == FactId.Channel;
        var sought = new TableRow(
            isByChannel ? name : first,
            table.Keys.Count < 2 ? FactValue.Absent : isByChannel ? first : table.Keys[1].Id == FactId.Channel ? name : second,
            0);
        var (from, until) = (0, table.Rows.Count);
        while (from < until)
        {
            var middle = (from + until) / 2;
            var row = table.Rows[middle];
            var order = TableRow.ByKey.Compare(row, sought);
            if (order == 0)
            {
                return row.First == sought.First && row.Second == sought.Second ? row.Points : table.Rest;
            }

            (from, until) = order < 0 ? (middle + 1, until) : (from, middle);
        }

        return table.Rest;
    }
}
