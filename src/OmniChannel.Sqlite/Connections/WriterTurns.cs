namespace OmniChannel.Sqlite;

/// <summary>Whose turn it is to write: one after the other, in the order of asking. A turn can be handed on, which fails when nobody waits. Safe for many threads.</summary>
internal sealed class WriterTurns
{
    private readonly Lock _gate = new();
    private readonly LinkedList<TaskCompletionSource> _waiting = [];
    private bool _isTaken;

    /// <summary>Waits for the turn.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled before.</exception>
    public async ValueTask TakeAsync(CancellationToken cancellationToken)
    {
        LinkedListNode<TaskCompletionSource> place;
        lock (_gate)
        {
            if (!_isTaken)
            {
                _isTaken = true;
                return;
            }

            place = _waiting.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        using var gaveUp = cancellationToken.UnsafeRegister(static (waiting, token) => ((TaskCompletionSource)waiting!).TrySetCanceled(token), place.Value);
        await place.Value.Task.ConfigureAwait(false);
    }

    /// <summary>Takes the turn if nobody has it.</summary>
    public bool TryTake()
    {
        lock (_gate)
        {
            return !_isTaken && (_isTaken = true);
        }
    }

    /// <summary>Hands the turn on to whoever has waited longest.</summary>
    /// <returns>False when nobody waits: then it stays where it is.</returns>
    public bool TryHandOn()
    {
        lock (_gate)
        {
            while (_waiting.First is { } next)
            {
                _waiting.RemoveFirst();
                if (next.Value.TrySetResult())
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Gives the turn up.</summary>
    public void Release()
    {
        lock (_gate)
        {
            _isTaken = TryHandOn();
        }
    }
}
