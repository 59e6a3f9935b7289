namespace OmniChannel.Sqlite;

/// <summary>A row that a unit takes for granted as it was seen a moment ago: the write that replaces it proves it, or a look before the commit.</summary>
/// <param name="key">The row's key within its partition.</param>
/// <param name="version">The version it had.</param>
/// <param name="next">The next of the partition's.</param>
internal sealed class SeenRow(string key, long version, SeenRow? next)
{
    private bool _isProved;

    public long Version => version;

    /// <summary>Of those that are to be proved the one with a key; null for none.</summary>
    public static SeenRow? Find(SeenRow? first, string key)
    {
        var row = first;
        while (row is not null && (row._isProved || row.Key != key))
        {
            row = row.Next;
        }

        return row;
    }

    /// <summary>Whether all that are to be proved have their versions still.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="versionOf">The version that a row has; 0 for none.</param>
    public static bool AreAsSeen(SeenRow? first, Func<string, long> versionOf)
    {
        for (var row = first; row is not null; row = row.Next)
        {
            if (!row._isProved && versionOf(row.Key) != row.Version)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>It was as it was seen, and no longer is: the unit has written it.</summary>
    public void Written() => _isProved = true;

    private string Key => key;

    private SeenRow? Next => next;
}
