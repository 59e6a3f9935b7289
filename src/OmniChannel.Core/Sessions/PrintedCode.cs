namespace OmniChannel;

/// <summary>A code that is printed, on a poster, a shelf, a ticket: public, so that it opens nobody's session. Each scan begins a session of its own, within these bounds.</summary>
public sealed record PrintedCode
{
    /// <summary>What is printed.</summary>
    public required CodeId Id { get; init; }

    /// <summary>The channel a scan counts for: print where nothing is said.</summary>
    public Channel Channel { get; init; } = Channel.Print;

    /// <summary>The page its sessions begin on; null for none.</summary>
    public string? Page { get; init; }

    /// <summary>The products it leads to, at most 50: its sessions begin with them as looked at.</summary>
    public IReadOnlyList<StockItem> Items { get; init; } = [];

    /// <summary>Where it may be scanned, in the host's words; empty for anywhere.</summary>
    public IReadOnlyList<string> Places { get; init; } = [];

    /// <summary>From when; null for at once.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Until when; null for ever.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>How many scans begin a session; null for any number.</summary>
    public int? MaxScans { get; init; }

    /// <summary>Why it cannot be scanned there and now; null when it can.</summary>
    internal ScanRefusal? WhyNot(string? place, long scans, DateTimeOffset now) =>
        now < From ? ScanRefusal.NotYet
        : now >= Until ? ScanRefusal.Over
        : Places.Count > 0 && (place is null || !Places.Contains(place)) ? ScanRefusal.WrongPlace
        : scans >= MaxScans ? ScanRefusal.Exhausted
        : null;
}
