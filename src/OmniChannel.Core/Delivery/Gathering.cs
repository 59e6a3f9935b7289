namespace OmniChannel.Delivery;

/// <summary>Things that are cheaper done together: those that arrive while others are under way wait, and have the next turn in common. Nobody waits for company. Safe for many threads.</summary>
/// <param name="most">How many have a turn in common at most.</param>
/// <param name="together">Does them; its answers are in their order, null for one that is to be done alone.</param>
/// <param name="alone">Does one alone: where it was left out, or spoilt the turn for all.</param>
/// <param name="isSpoilt">Whether after this exception of a turn that so many had in common nothing of it was done and each is to be done alone; after any other all of them get the exception.</param>
internal sealed class Gathering<TItem, TResult>(int most, Func<IReadOnlyList<TItem>, ValueTask<IReadOnlyList<TResult?>>> together, Func<TItem, ValueTask<TResult>> alone, Func<Exception, int, bool> isSpoilt)
    where TResult : class
{
    private readonly Lock gate = new();
    private readonly Queue<(TItem Item, TaskCompletionSource<TResult?> Turn)> waiting = new();
    private bool isAtWork;

    /// <summary>Does it, together with others or alone.</summary>
    public async ValueTask<TResult> DoAsync(TItem item)
    {
        var turn = new TaskCompletionSource<TResult?>(TaskCreationOptions.RunContinuationsAsynchronously);
        bool isFirst;
        lock (gate)
        {
            waiting.Enqueue((item, turn));
            (isFirst, isAtWork) = (!isAtWork, true);
        }

        if (isFirst)
        {
            _ = Task.Run(WorkAsync);
        }

        return await turn.Task.ConfigureAwait(false) ?? await alone(item).ConfigureAwait(false);
    }

    private async Task WorkAsync()
    {
        while (Take() is { Count: > 0 } those)
        {
            try
            {
                var answers = await together([.. those.Select(one => one.Item)]).ConfigureAwait(false);
                for (var i = 0; i < those.Count; i++)
                {
                    those[i].Turn.SetResult(answers[i]);
                }
            }
#pragma warning disable CA1031 // It goes to everybody who waits for it, or they do their work alone and meet their own.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                foreach (var (_, turn) in those)
                {
                    _ = isSpoilt(exception, those.Count) ? turn.TrySetResult(null) : turn.TrySetException(exception);
                }
            }
        }
    }

    /// <summary>The next that have a turn in common; none ends the work.</summary>
    private List<(TItem Item, TaskCompletionSource<TResult?> Turn)> Take()
    {
        lock (gate)
        {
            var those = new List<(TItem, TaskCompletionSource<TResult?>)>(int.Min(most, waiting.Count));
            while (those.Count < most && waiting.TryDequeue(out var next))
            {
                those.Add(next);
            }

            isAtWork = those.Count > 0;
            return those;
        }
    }
}
