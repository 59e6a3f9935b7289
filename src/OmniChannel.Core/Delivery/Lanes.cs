using OmniChannel.Storage;

namespace OmniChannel.Delivery;

/// <summary>Work side by side: one lane for each customer at work, in which one thing comes after the other. Used by one loop.</summary>
internal sealed class Lanes(int count)
{
    private readonly Dictionary<PartitionKey, Task> busy = [];

    /// <summary>How many more customers can be worked for.</summary>
    public int Free => count - busy.Count;

    public bool IsIdle => busy.Count == 0;

    /// <summary>Completes when a lane has come to its end; never while there is none.</summary>
    public Task AnyDone => busy.Count == 0 ? new TaskCompletionSource().Task : Task.WhenAny(busy.Values);

    public Task AllDone => Task.WhenAll(busy.Values);

    /// <summary>Does the work behind whatever this customer's lane still does.</summary>
    /// <param name="customer">Whose lane.</param>
    /// <param name="work">What to do; it does not throw.</param>
    public void Add(PartitionKey customer, Func<Task> work)
    {
        var before = busy.GetValueOrDefault(customer, Task.CompletedTask);
        busy[customer] = Task.Run(async () =>
        {
            await before.ConfigureAwait(false);
            await work().ConfigureAwait(false);
        });
    }

    /// <summary>Frees the lanes that have come to their end.</summary>
    public void Sweep()
    {
        foreach (var (customer, work) in busy)
        {
            if (work.IsCompleted)
            {
                busy.Remove(customer);
            }
        }
    }
}
