using OmniChannel.Storage;

namespace OmniChannel.Delivery;

/// <summary>Claimed rows that wait for a lane: claimed in batches, because a claim of one row costs as much as one of many. Used by one loop.</summary>
internal sealed class ClaimedRows(int batch)
{
    private readonly Queue<(ScheduleClaim Claim, DateTimeOffset At)> urgent = new();
    private readonly Queue<(ScheduleClaim Claim, DateTimeOffset At)> usual = new();

    public bool IsEmpty => urgent.Count == 0 && usual.Count == 0;

    /// <summary>How many more of a priority to claim; 0 while half a batch still waits.</summary>
    public int Wanted(SchedulePriority priority)
    {
        var waiting = Of(priority).Count;
        return waiting > batch / 2 ? 0 : batch - waiting;
    }

    public void Add(SchedulePriority priority, IEnumerable<ScheduleClaim> claims, DateTimeOffset now)
    {
        foreach (var claim in claims)
        {
            Of(priority).Enqueue((claim, now));
        }
    }

    /// <summary>Takes the next row for which there is a lane, urgent ones first.</summary>
    public bool TryTake(Lanes lanes, out (ScheduleClaim Claim, DateTimeOffset At) next, out bool isUrgent)
    {
        foreach (var queue in new[] { urgent, usual })
        {
            isUrgent = queue == urgent;
            if (queue.TryPeek(out next) && lanes.HasRoomFor(next.Claim.Partition, isUrgent))
            {
                queue.Dequeue();
                return true;
            }
        }

        (next, isUrgent) = (default, false);
        return false;
    }

    /// <summary>Takes all that no lane was found for.</summary>
    public IReadOnlyList<ScheduleClaim> TakeRest()
    {
        List<ScheduleClaim> rest = [.. urgent.Concat(usual).Select(waiting => waiting.Claim)];
        urgent.Clear();
        usual.Clear();
        return rest;
    }

    private Queue<(ScheduleClaim Claim, DateTimeOffset At)> Of(SchedulePriority priority) => priority == SchedulePriority.Urgent ? urgent : usual;
}
