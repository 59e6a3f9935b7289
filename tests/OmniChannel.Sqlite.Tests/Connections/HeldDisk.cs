namespace OmniChannel.Tests.Sqlite.Connections;

/// <summary>A flush that a test holds back or lets fail: a disk that does so cannot be had here.</summary>
internal sealed class HeldDisk(bool isHeld = true) : IDisposable
{
    private readonly SemaphoreSlim _entered = new(0);
    private readonly ManualResetEventSlim _free = new(!isHeld);
    private int _flushes;

    public int Flushes => Volatile.Read(ref _flushes);

    public IOException? Failure { get; set; }

    public void Flush()
    {
        Interlocked.Increment(ref _flushes);
        _entered.Release();
        _free.Wait();
        if (Failure is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>Until a flush has begun.</summary>
    public Task EnteredAsync(CancellationToken stop) => _entered.WaitAsync(stop);

    public void Hold() => _free.Reset();

    public void LetGo() => _free.Set();

    public void Dispose()
    {
        _entered.Dispose();
        _free.Dispose();
    }
}
