namespace OmniChannel.Delivery;

/// <summary>
/// How many deliveries may be between the mark of their attempt and the end of its call: only of these some may have reached nobody when the process is killed. More than these are read ahead and recorded afterwards, so that
/// those share the store's transactions; what was called and is not recorded yet ends in doubt as well then, but was sent. Safe for many threads.
/// </summary>
/// <param name="count">For each sort of work; both together have a quarter more, so urgent work does not wait for a campaign's calls to end.</param>
internal sealed class CallPlaces(int count)
{
    private readonly Lock gate = new();
    private readonly Queue<TaskCompletionSource>[] waiting = [new(), new()];
    private readonly int[] taken = new int[2];

    /// <summary>How many there are for both sorts together.</summary>
    public static int MostOf(int count) => count + int.Max(1, count / 4);

    /// <summary>Waits for a place.</summary>
    public ValueTask TakeAsync(bool isUrgent)
    {
        var sort = isUrgent ? 1 : 0;
        lock (gate)
        {
            if (HasRoom(sort))
            {
                taken[sort]++;
                return ValueTask.CompletedTask;
            }

            // Whoever gets it goes on within the call that gives it back: what it does first is short.
            var turn = new TaskCompletionSource();
            waiting[sort].Enqueue(turn);
            return new ValueTask(turn.Task);
        }
    }

    /// <summary>Gives a place back, to whoever waits for it.</summary>
    public void Leave(bool isUrgent)
    {
        TaskCompletionSource? next = null;
        lock (gate)
        {
            taken[isUrgent ? 1 : 0]--;
            for (var sort = 1; sort >= 0 && next is null; sort--)
            {
                if (HasRoom(sort) && waiting[sort].TryDequeue(out next))
                {
                    taken[sort]++;
                }
            }
        }

        next?.SetResult();
    }

    private bool HasRoom(int sort) => taken[sort] < count && taken[0] + taken[1] < MostOf(count);
}
