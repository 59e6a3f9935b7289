namespace OmniChannel;

/// <summary>Tells other nodes that something may be due, after a commit. Many who do so at once share one hint: it says nothing but "look". One that fails is logged and costs nothing but time: what was committed stays so. Safe for many threads.</summary>
internal sealed class NodeHints(Instance instance)
{
    private readonly Lock gate = new();
    private Task underway = Task.CompletedTask;
    private Task? next;

    /// <summary>Gives a hint, after the one that is under way; nobody waits for it.</summary>
    public void Give()
    {
        lock (gate)
        {
            if (next is not null)
            {
                return;
            }

            // A store in this process is done with it at once, so no thread need be woken for that.
            if (underway.IsCompleted)
            {
                underway = HintAsync();
            }
            else
            {
                next = AfterAsync(underway);
            }
        }
    }

    /// <summary>Ends when all hints were given that were to be given when this was called.</summary>
    public Task AllGivenAsync()
    {
        lock (gate)
        {
            return next ?? underway;
        }
    }

    private async Task AfterAsync(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        lock (gate)
        {
            (underway, next) = (next!, null);
        }

        await HintAsync().ConfigureAwait(false);
    }

    private async Task HintAsync()
    {
        try
        {
            await instance.Store.HintAsync(instance.Tenant, CancellationToken.None).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The message is stored: whoever looks at the schedule finds it after the poll interval.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Logs.HintFailed(instance.Log, failure);
        }
    }
}
