namespace OmniChannel.Storage;

/// <summary>A row of the schedule, ordered by the instant from which it can be claimed.</summary>
internal sealed record MemoryScheduleRow : IComparable<MemoryScheduleRow>
{
    public required PartitionKey Partition { get; init; }

    public required string Kind { get; init; }

    public required string Key { get; init; }

    public required DateTimeOffset Due { get; init; }

    /// <summary>The due time or, once claimed, the end of the lease.</summary>
    public required DateTimeOffset ClaimableAt { get; init; }

    public required ScheduleTurn Turn { get; init; }

    public required long Fence { get; init; }

    /// <summary>Whether it has to be done before another row of its partition.</summary>
    public bool ComesBefore(MemoryScheduleRow other)
    {
        var order = Due.CompareTo(other.Due);
        order = order != 0 ? order : Utf8Order.Instance.Compare(Kind, other.Kind);
        return (order != 0 ? order : Utf8Order.Instance.Compare(Key, other.Key)) < 0;
    }

    public int CompareTo(MemoryScheduleRow? other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var order = ClaimableAt.CompareTo(other.ClaimableAt);
        order = order != 0 ? order : Partition.CompareTo(other.Partition);
        order = order != 0 ? order : string.CompareOrdinal(Kind, other.Kind);
        return order != 0 ? order : string.CompareOrdinal(Key, other.Key);
    }
}
