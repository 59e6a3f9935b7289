namespace OmniChannel;

/// <summary>What the scan of a printed code led to.</summary>
public abstract record ScanResult
{
    private ScanResult()
    {
    }

    /// <summary>A session of its own, for a visitor of whom nothing is known yet.</summary>
    public sealed record Started : ScanResult
    {
        /// <summary>What the device holds from now on.</summary>
        public required SessionHandle Handle { get; init; }

        /// <summary>The code as it was published.</summary>
        public required PrintedCode Code { get; init; }
    }

    /// <summary>None.</summary>
    public sealed record Refused : ScanResult
    {
        /// <summary>Why.</summary>
        public required ScanRefusal Because { get; init; }
    }
}

/// <summary>Why the scan of a printed code began no session.</summary>
public enum ScanRefusal
{
    /// <summary>No such code was published.</summary>
    NotFound,

    /// <summary>Its time has not begun.</summary>
    NotYet,

    /// <summary>Its time is over.</summary>
    Over,

    /// <summary>It may not be scanned here.</summary>
    WrongPlace,

    /// <summary>It was scanned as often as it may be.</summary>
    Exhausted,
}
