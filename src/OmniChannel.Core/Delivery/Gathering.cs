namespace OmniChannel.Delivery;

/// <summary>
/// Things that are cheaper done together: those that arrive while others are under way wait, and have the next turn in common; where half as many wait as have a turn in common, a second turn goes on beside the first. Nobody
/// waits for company. Safe for many threads.
/// </summary>
/// <param name="most">How many have a turn in common at most.</param>
/// <param name="together">Does them; its answers are in their order, null for one that is to be done alone.</param>
/// <param name="alone">Does one alone: where it was left out, or spoilt the turn for all.</param>
/// <param name="isSpoilt">Whether after this exception of a turn that so many had in common nothing of it was done and each is to be done alone; after any other all of them get the exception.</param>
internal sealed class Gathering<TItem, TResult>(int most, Func<IReadOnlyList<TItem>, ValueTask<IReadOnlyList<TResult?>>> together, Func<TItem, ValueTask<TResult>> alone, Func<Exception, int, bool> isSpoilt)
    where TResult : class
{
    /// <summary>How many of a turn go on one after the other: a thread for each would cost more than what most do first. Whoever blocks holds up no more than these.</summary>
    private const int GoOnTogether = 8;

    private const int TurnsAtOnce = 2;

    private readonly Lock gate = new();
    private readonly Queue<Waiting> waiting = new();
    private int turns;

    /// <summary>Does it, together with others or alone.</summary>
    public async ValueTask<TResult> DoAsync(TItem item)
    {
        var turn = new Waiting(item);
        bool begins;
        lock (gate)
        {
            waiting.Enqueue(turn);
            begins = turns == 0 || (turns < TurnsAtOnce && waiting.Count >= most / 2);
            turns += begins ? 1 : 0;
        }

        if (begins)
        {
            // Behind those that are about to ask too: what is claimed together is then looked at together.
            ThreadPool.UnsafeQueueUserWorkItem(static these => _ = these.WorkAsync(), this, preferLocal: false);
        }

        return await turn.Task.ConfigureAwait(false) ?? await alone(item).ConfigureAwait(false);
    }

    private async Task WorkAsync()
    {
        while (Take() is { Length: > 0 } those)
        {
            IReadOnlyList<TResult?>? answers = null;
            Exception? failure = null;
            try
            {
                answers = await together(Array.ConvertAll(those, static one => one.Item)).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // It goes to everybody who waits for it, or they do their work alone and meet their own.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                failure = isSpoilt(exception, those.Length) ? null : exception;
            }

            for (var first = 0; first < those.Length; first += GoOnTogether)
            {
                ThreadPool.UnsafeQueueUserWorkItem(static part => part.GoOn(), new Part(those, answers, failure, first), preferLocal: false);
            }
        }
    }

    /// <summary>The next that have a turn in common; none ends the work.</summary>
    private Waiting[] Take()
    {
        lock (gate)
        {
            var those = new Waiting[int.Min(most, waiting.Count)];
            for (var i = 0; i < those.Length; i++)
            {
                those[i] = waiting.Dequeue();
            }

            turns -= those.Length == 0 ? 1 : 0;
            return those;
        }
    }

    private sealed class Waiting(TItem item) : TaskCompletionSource<TResult?>
    {
        public TItem Item => item;
    }

    /// <summary>Some of a turn, who go on with what came of it.</summary>
    private sealed class Part(Waiting[] those, IReadOnlyList<TResult?>? answers, Exception? failure, int first)
    {
        public void GoOn()
        {
            for (var i = first; i < int.Min(first + GoOnTogether, those.Length); i++)
            {
                if (failure is null)
                {
                    those[i].SetResult(answers?[i]);
                }
                else
                {
                    those[i].SetException(failure);
                }
            }
        }
    }
}
