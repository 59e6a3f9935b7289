namespace OmniChannel.Verification;

/// <summary>Keys of the platform, which no two threads may use at once: each call borrows one. At most as many lie idle as there are processors. Safe for many threads.</summary>
/// <param name="make">Makes another one, where none is idle.</param>
internal sealed class Lent<T>(Func<T> make)
    where T : class, IDisposable
{
    private readonly T?[] _idle = new T?[Environment.ProcessorCount];

    /// <summary>One for this call alone; who fails with it in hand keeps it.</summary>
    public T Take()
    {
        for (var i = 0; i < _idle.Length; i++)
        {
            if (_idle[i] is not null && Interlocked.Exchange(ref _idle[i], null) is { } idle)
            {
                return idle;
            }
        }

        return make();
    }

    /// <summary>Puts it back, for the next call.</summary>
    public void Return(T key)
    {
        for (var i = 0; i < _idle.Length; i++)
        {
            if (_idle[i] is null && Interlocked.CompareExchange(ref _idle[i], key, null) is null)
            {
                return;
            }
        }

        key.Dispose();
    }
}
