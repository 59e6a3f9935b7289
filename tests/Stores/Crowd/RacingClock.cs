using System.IO.MemoryMappedFiles;

namespace OmniChannel.Tests.Stores.Crowd;

/// <summary>
/// A clock that races through a stretch of time, the same in every process of a crowd: as fast as the machine's clock from a moment on allows, and no faster than the crowd's work, so that on a slow machine as much is asked for
/// in its hour as on a quick one. It stands still before and after. Its timers run by the machine's.
/// </summary>
internal sealed class RacingClock : TimeProvider, IDisposable
{
    private const int Slot = 8;
    private readonly DateTimeOffset _from;
    private readonly DateTimeOffset _until;
    private readonly TimeSpan _lasts;
    private readonly long _work;
    private readonly int _workers;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _done;
    private long _start = long.MaxValue;

    /// <param name="from">What it shows first.</param>
    /// <param name="until">What it shows last.</param>
    /// <param name="lasts">How long it takes from the one to the other at least.</param>
    /// <param name="work">How much has to be done by then.</param>
    /// <param name="path">A file that all processes of the crowd share; each worker counts in a place of its own.</param>
    /// <param name="workers">How many of them there are, in all processes together.</param>
    public RacingClock(DateTimeOffset from, DateTimeOffset until, TimeSpan lasts, long work, string path, int workers)
    {
        (_from, _until, _lasts, _work, _workers) = (from, until, lasts, work, workers);
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.OpenOrCreate, null, workers * Slot);
        _done = _file.CreateViewAccessor();
    }

    /// <summary>Whether it has come to its end.</summary>
    public bool IsOver => GetUtcNow() == _until;

    public void Start(DateTimeOffset at) => Volatile.Write(ref _start, at.UtcTicks);

    /// <summary>Says how much a worker has done so far; nobody else says it of that one.</summary>
    public void Note(int worker, long done) => _done.Write(worker * Slot, done);

    public override DateTimeOffset GetUtcNow()
    {
        var part = double.Min((System.GetUtcNow().UtcTicks - Volatile.Read(ref _start)) / (double)_lasts.Ticks, Done() / (double)_work);
        return _from + ((_until - _from) * Math.Clamp(part, 0, 1));
    }

    public void Dispose()
    {
        _done.Dispose();
        _file.Dispose();
    }

    private long Done()
    {
        var done = 0L;
        for (var worker = 0; worker < _workers; worker++)
        {
            done += _done.ReadInt64(worker * Slot);
        }

        return done;
    }
}
