using OmniChannel.Storage;

namespace OmniChannel.Delivery;

/// <summary>Work side by side: one lane for each partition at work and sort of work, in which one thing comes after the other. Used by one loop.</summary>
internal sealed class Lanes(int count)
{
    private readonly Dictionary<(PartitionKey Partition, bool IsUrgent), Task> busy = [];
    private readonly int[] used = new int[2];
    private TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsIdle => busy.Count == 0;

    /// <summary>Completes when a lane has come to its end since the last sweep; never while there is none.</summary>
    public Task AnyDone => ended.Task;

    public Task AllDone => Task.WhenAll(busy.Values);

    /// <summary>A quarter of the lanes more than either sort of work may take: so urgent work does not wait for a campaign to end, and no sort starves.</summary>
    private int All => CallPlaces.MostOf(count);

    /// <summary>Whether such work for this partition may begin: there is a lane for it, or it goes on in its own.</summary>
    public bool HasRoomFor(PartitionKey partition, bool isUrgent) =>
        busy.ContainsKey((partition, isUrgent)) || (busy.Count < All && used[isUrgent ? 1 : 0] < count);

    /// <summary>Whether something is done for this partition, or was since the last sweep.</summary>
    public bool IsBusy(PartitionKey partition) => busy.ContainsKey((partition, true)) || busy.ContainsKey((partition, false));

    /// <summary>Does the work behind whatever this lane still does.</summary>
    /// <param name="partition">Whose lane.</param>
    /// <param name="isUrgent">Of which sort.</param>
    /// <param name="work">What to do; it does not throw.</param>
    public void Add(PartitionKey partition, bool isUrgent, Func<Task> work)
    {
        if (!busy.TryGetValue((partition, isUrgent), out var before))
        {
            used[isUrgent ? 1 : 0]++;
        }

        var lane = busy[(partition, isUrgent)] = Task.Run(async () =>
        {
            await (before ?? Task.CompletedTask).ConfigureAwait(false);
            await work().ConfigureAwait(false);
        });

        // Told once the lane counts as ended, so that whoever wakes by it finds it free.
        _ = lane.ContinueWith(static (_, lanes) => Volatile.Read(ref ((Lanes)lanes!).ended).TrySetResult(), this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Frees the lanes that have come to their end.</summary>
    public void Sweep()
    {
        if (ended.Task.IsCompleted)
        {
            Volatile.Write(ref ended, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        foreach (var (lane, work) in busy)
        {
            if (work.IsCompleted)
            {
                busy.Remove(lane);
                used[lane.IsUrgent ? 1 : 0]--;
            }
        }
    }
}
