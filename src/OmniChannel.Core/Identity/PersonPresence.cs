namespace OmniChannel;

/// <summary>Where a person is who is several customers: there if one of them is.</summary>
internal static class PersonPresence
{
    public static (DateTimeOffset? Seen, DateTimeOffset? Left) Of(List<CustomerState> all, Func<CustomerState, DateTimeOffset?> seen, Func<CustomerState, DateTimeOffset?> left)
    {
        var (there, gone) = ((DateTimeOffset?)null, (DateTimeOffset?)null);
        foreach (var state in all)
        {
            if (seen(state) is { } at && !(left(state) >= at) && !(there >= at))
            {
                there = at;
            }

            if (left(state) is { } end && !(gone >= end))
            {
                gone = end;
            }
        }

        // Who is there has not left, whatever the others did elsewhere.
        return there is null ? (all.Max(seen), gone) : (there, gone < there ? gone : null);
    }
}
