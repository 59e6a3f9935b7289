namespace OmniChannel;

/// <summary>One item of a list that has members: a stretch of the list's entries, which have it in front of their paths.</summary>
internal sealed class TemplateItem(TemplateList list)
{
    private int from;
    private int until;

    public TemplateValues Values => list.Values;

    public ReadOnlySpan<TemplateEntry> Entries => list.Entries[from..until];

    public TemplateItem At(int first, int end)
    {
        (from, until) = (first, end);
        return this;
    }

    /// <summary>The value at a path within it; null for none. Items have few members: a look at each is quicker than a table.</summary>
    public string? Find(string path)
    {
        foreach (ref readonly var entry in Entries)
        {
            if (entry.Rest.SequenceEqual(path))
            {
                return entry.Value;
            }
        }

        return null;
    }

    public bool HasBelow(string path)
    {
        foreach (ref readonly var entry in Entries)
        {
            if (TemplateValues.IsBelow(entry.Rest, path))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What is written of it: its own value, if it has one beside its members or stands in a list of others that have some.</summary>
    public override string ToString()
    {
        foreach (ref readonly var entry in Entries)
        {
            if (entry.IsItem)
            {
                return entry.Value;
            }
        }

        return "";
    }
}
