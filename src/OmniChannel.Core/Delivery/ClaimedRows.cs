using OmniChannel.Storage;

namespace OmniChannel.Delivery;

/// <summary>Claimed rows that wait for a lane: claimed in batches, because a claim of one row costs as much as one of many. Used by one loop.</summary>
internal sealed class ClaimedRows(int batch)
{
    private readonly Queue<(ScheduleClaim Claim, DateTimeOffset At)> urgent = new();
    private readonly Queue<(ScheduleClaim Claim, DateTimeOffset At)> usual = new();

    private readonly int[] rests = new int[2];

    public bool IsEmpty => urgent.Count == 0 && usual.Count == 0;

    /// <summary>How many more of a priority to claim; 0 while half a batch still waits, and for some looks after one that found too little.</summary>
    public int Wanted(SchedulePriority priority)
    {
        var waiting = Of(priority).Count;
        return waiting > batch / 2 || --rests[(int)priority] >= 0 ? 0 : batch - waiting;
    }

    /// <summary>Looks for every priority again the next time: something may have become due, or nothing else is to be done.</summary>
    public void LookAgain() => Array.Clear(rests);

    public void Add(SchedulePriority priority, IReadOnlyCollection<ScheduleClaim> claims, int wanted, DateTimeOffset now)
    {
        // A look that finds little costs as much as one that finds many: the next is worth its while once some of the work at hand is done.
        rests[(int)priority] = claims.Count < wanted ? batch / 4 : 0;
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
