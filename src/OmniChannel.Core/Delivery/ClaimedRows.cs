using System.Diagnostics.CodeAnalysis;
using OmniChannel.Storage;

namespace OmniChannel.Delivery;

/// <summary>Claimed rows that wait for a lane: claimed in batches, because a claim of one row costs as much as one of many. Used by one loop.</summary>
internal sealed class ClaimedRows(int batch)
{
    private readonly Queue<ClaimedRow> urgent = new();
    private readonly Queue<ClaimedRow> usual = new();
    private readonly HashSet<PartitionKey> partitions = [];

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

    /// <summary>Adds what was claimed.</summary>
    /// <param name="priority">Of which priority.</param>
    /// <param name="claims">The claims.</param>
    /// <param name="wanted">How many were wanted.</param>
    /// <param name="now">When they were claimed.</param>
    /// <param name="seenAt">Just before, by elapsed time.</param>
    /// <param name="lanes">What is at work: whoever comes behind something of the same customer looks after that, as it changes what was seen.</param>
    public void Add(SchedulePriority priority, IReadOnlyList<SeenClaim> claims, int wanted, DateTimeOffset now, long seenAt, Lanes lanes)
    {
        // A look that finds little costs as much as one that finds many: the next is worth its while once some of the work at hand is done.
        rests[(int)priority] = claims.Count < wanted ? batch / 4 : 0;
        for (var i = 0; i < claims.Count; i++)
        {
            var (claim, outbox, state) = claims[i];
            var isFirst = partitions.Add(claim.Partition) && !lanes.IsBusy(claim.Partition);
            Of(priority).Enqueue(new ClaimedRow(claim, now, isFirst && outbox is not null ? new ClaimSight(outbox, state, seenAt) : null));
        }
    }

    /// <summary>Takes the next row for which there is a lane, urgent ones first.</summary>
    public bool TryTake(Lanes lanes, [NotNullWhen(true)] out ClaimedRow? next, out bool isUrgent)
    {
        foreach (var queue in new[] { urgent, usual })
        {
            isUrgent = queue == urgent;
            if (queue.TryPeek(out next) && lanes.HasRoomFor(next.Claim.Partition, isUrgent))
            {
                queue.Dequeue();
                partitions.Remove(next.Claim.Partition);
                return true;
            }
        }

        (next, isUrgent) = (null, false);
        return false;
    }

    /// <summary>Takes all that no lane was found for.</summary>
    public IReadOnlyList<ScheduleClaim> TakeRest()
    {
        List<ScheduleClaim> rest = [.. urgent.Concat(usual).Select(waiting => waiting.Claim)];
        urgent.Clear();
        usual.Clear();
        partitions.Clear();
        return rest;
    }

    private Queue<ClaimedRow> Of(SchedulePriority priority) => priority == SchedulePriority.Urgent ? urgent : usual;
}
