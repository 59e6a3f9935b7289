namespace OmniChannel.Storage;

/// <summary>When a row of the schedule has its turn among others that are due too. <c>default</c>: usual, in the queue without a name, in no order with the partition's other rows.</summary>
public readonly record struct ScheduleTurn
{
    private readonly string? _queue;

    /// <summary>Whether it comes before usual ones.</summary>
    public SchedulePriority Priority { get; init; }

    /// <summary>In which queue it waits: the queues of a priority take turns, however long each of them is. At most 200 characters; empty for the queue without a name.</summary>
    public string Queue
    {
        get => _queue ?? "";
        init => _queue = value;
    }

    /// <summary>Whether it waits for every row of its partition that is in order too, of the same priority, and has been due for longer: then one is claimed when the other is completed or put off, whoever holds it.</summary>
    public bool InOrder { get; init; }
}
