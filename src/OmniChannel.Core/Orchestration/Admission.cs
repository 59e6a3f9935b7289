namespace OmniChannel;

/// <summary>How many commands may wait for the store at once: who comes when it is full is told so before anything is stored. Safe for many threads.</summary>
internal sealed class Admission(int most)
{
    private int pending;

    /// <summary>Does it, unless too many are at it.</summary>
    /// <param name="isExempt">Whether it is neither counted nor refused.</param>
    /// <param name="command">What is done.</param>
    /// <param name="overloaded">What is answered when it is full.</param>
    public async ValueTask<T> DoAsync<T>(bool isExempt, Func<ValueTask<T>> command, Func<T> overloaded)
    {
        if (isExempt)
        {
            return await command().ConfigureAwait(false);
        }

        try
        {
            return Interlocked.Increment(ref pending) <= most ? await command().ConfigureAwait(false) : overloaded();
        }
        finally
        {
            Interlocked.Decrement(ref pending);
        }
    }
}
