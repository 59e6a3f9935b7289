using OmniChannel.Storage;

namespace OmniChannel.Sqlite;

/// <summary>One commit of several units of work: each of them a savepoint, and all of them durable together or not at all.</summary>
internal sealed class SharedCommit
{
    /// <summary>How many units share a commit at most: whoever came first waits for all of them.</summary>
    public const int Most = 64;

    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How many units have done their part.</summary>
    public int Units { get; private set; }

    /// <summary>Which flush makes it durable; 0 for none.</summary>
    public long Number { get; set; }

    /// <summary>Ends once it is durable.</summary>
    public Task Done => _done.Task;

    /// <returns>How many there are with this one.</returns>
    public int Add() => ++Units;

    public void Remove() => Units--;

    public void Succeed() => _done.TrySetResult();

    /// <summary>Nothing of it was stored, whoever is to blame, unless nobody knows. A disk that refuses one refuses all.</summary>
    public void Fail(Exception? cause)
    {
        if (Units > 0)
        {
            _done.TrySetException(cause switch
            {
                StoreUnavailableException => new StoreUnavailableException(cause.Message, cause.InnerException),
                StoreOutcomeUnknownException => new StoreOutcomeUnknownException(cause.Message, cause.InnerException),
                _ => new StoreConflictException("Another unit that shared this commit broke it. Nothing was stored; try again.", cause),
            });
            _ = _done.Task.Exception; // whoever waits is told; where nobody does there is nothing to tell
        }
    }
}
