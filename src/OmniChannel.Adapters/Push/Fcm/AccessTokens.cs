namespace OmniChannel.Push;

/// <summary>Keeps an access token and has it renewed before it runs out: once, however many callers wait for it. An endpoint that gave none is left alone for a moment, and everybody hears why. Safe for many threads.</summary>
/// <param name="ask">Asks for a token; never throws, except for what is a bug.</param>
/// <param name="time">The clock.</param>
internal sealed class AccessTokens(Func<Task<AccessToken>> ask, TimeProvider time)
{
    /// <summary>From so long before its end a token is renewed, while everybody else goes on with it.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(5);

    /// <summary>So long before its end nobody uses it any more.</summary>
    private static readonly TimeSpan TooLate = TimeSpan.FromSeconds(30);

    /// <summary>So long an endpoint that gave no token is not asked again, unless it asks for more.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private AccessToken? _token;
    private AccessToken? _failed;
    private DateTimeOffset _askAgainAt;
    private Task<AccessToken>? _renewal;

    /// <summary>A token that is good for another half minute at least, or why there is none. Who stops waiting does not stop the others.</summary>
    public async ValueTask<AccessToken> GetAsync(CancellationToken cancellationToken)
    {
        Task<AccessToken> renewal;
        lock (_gate)
        {
            var left = _token is { } token ? token.Until - time.GetUtcNow() : TimeSpan.Zero;
            if (left > Early)
            {
                return _token!;
            }

            if (_failed is not null && time.GetUtcNow() < _askAgainAt)
            {
                return left > TooLate ? _token! : _failed;
            }

            renewal = _renewal is { IsCompleted: false } underWay ? underWay : RenewAsync();
            _renewal = renewal;
            if (left > TooLate)
            {
                return _token!;
            }
        }

        return await renewal.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Drops a token that the provider refused, unless it is so young that a new one would be refused, too.</summary>
    /// <returns>Whether it was dropped.</returns>
    public bool Drop(TimeSpan youngest)
    {
        lock (_gate)
        {
            if (_token is not { } token || time.GetUtcNow() - token.From < youngest)
            {
                return false;
            }

            _token = null;
            return true;
        }
    }

    private async Task<AccessToken> RenewAsync()
    {
        await Task.Yield(); // outside the lock
        var token = await ask().ConfigureAwait(false);
        lock (_gate)
        {
            _token = token.Value is null ? _token : token;
            _failed = token.Value is null ? token : null;
            var asked = token.Problem?.RetryAfter is { } wait && wait > Pause ? wait : Pause;
            _askAgainAt = time.GetUtcNow() + (asked < LongestPause ? asked : LongestPause);
        }

        return token;
    }
}
