namespace OmniChannel.Email;

/// <summary>The lines to a server that wait for the next message: not longer than the account says, not more, and each for so many messages. Safe for many threads.</summary>
internal sealed class SmtpLines(SmtpOptions options, TimeProvider time) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly List<(SmtpConversation Line, DateTimeOffset Since)> _idle = [];
    private ITimer? _timer;
    private Task _closing = Task.CompletedTask;
    private bool _isOver;

    /// <summary>The line that was used last; null when none waits. Whoever takes it gives it back, or disposes of it.</summary>
    public SmtpConversation? Take()
    {
        lock (_lock)
        {
            Sweep();
            if (_idle.Count == 0)
            {
                return null;
            }

            var line = _idle[^1].Line;
            _idle.RemoveAt(_idle.Count - 1);
            return line;
        }
    }

    /// <summary>Keeps a line for the next message, or closes it where it is of no more use.</summary>
    public async ValueTask GiveBackAsync(SmtpConversation line)
    {
        if (!Keeps(line))
        {
            await line.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Closes what waits, and keeps nothing from now on.</summary>
    public async ValueTask DisposeAsync()
    {
        Task closing;
        lock (_lock)
        {
            _isOver = true;
            Close(_idle.Count);
            _timer?.Dispose();
            closing = _closing;
        }

        await closing.ConfigureAwait(false);
    }

    private bool Keeps(SmtpConversation line)
    {
        lock (_lock)
        {
            if (_isOver || line.Messages == 0 || !line.IsReusable || line.Messages >= options.MessagesPerConnection || _idle.Count >= options.IdleConnections)
            {
                return false;
            }

            line.GiveTo(CancellationToken.None);
            _idle.Add((line, time.GetUtcNow()));
            _timer ??= time.CreateTimer(static lines => ((SmtpLines)lines!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timer.Change(options.IdleTime, Timeout.InfiniteTimeSpan);
            return true;
        }
    }

    private void Tick()
    {
        lock (_lock)
        {
            Sweep();
            if (_idle.Count > 0 && !_isOver)
            {
                _timer!.Change(options.IdleTime, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>The oldest stand first.</summary>
    private void Sweep()
    {
        var now = time.GetUtcNow();
        Close(_idle.TakeWhile(one => now - one.Since >= options.IdleTime).Count());
    }

    private void Close(int oldest)
    {
        if (oldest > 0)
        {
            _closing = Task.WhenAll([_closing, .. _idle[..oldest].Select(one => one.Line.DisposeAsync().AsTask())]);
            _idle.RemoveRange(0, oldest);
        }
    }
}
