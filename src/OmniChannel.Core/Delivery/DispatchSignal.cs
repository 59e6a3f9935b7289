namespace OmniChannel.Delivery;

/// <summary>A hint within the process that something may be due. Hints add up to one; a lost one costs a poll interval, never a message. Safe for many threads.</summary>
internal sealed class DispatchSignal
{
    private TaskCompletionSource hint = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Set() => Volatile.Read(ref hint).TrySetResult();

    /// <summary>Completes with the next hint, or at once when one came since the last call of <see cref="Forget"/>.</summary>
    public Task Hinted => Volatile.Read(ref hint).Task;

    /// <summary>Takes the hints so far as heard. To be called before looking at the schedule, so that no hint falls between.</summary>
    public void Forget()
    {
        if (Hinted.IsCompleted)
        {
            Volatile.Write(ref hint, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }
    }
}
