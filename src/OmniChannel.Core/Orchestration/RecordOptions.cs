using System.Data.Common;

namespace OmniChannel;

/// <summary>How to record.</summary>
public sealed record RecordOptions
{
    /// <summary>The host's own open transaction: if the host rolls back, nothing was recorded. Null for one of our own.</summary>
    public DbTransaction? Transaction { get; init; }
}
