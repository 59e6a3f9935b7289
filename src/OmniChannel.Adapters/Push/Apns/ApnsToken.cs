using System.Security.Cryptography;

namespace OmniChannel.Push;

/// <summary>The provider token of an app: made once, kept for fifty minutes. Apple refuses one that is older than an hour, and whoever makes one more often than every twenty minutes. Safe for many threads.</summary>
internal sealed class ApnsToken(ApnsOptions options, ECParameters key, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(50);
    private static readonly TimeSpan Youngest = TimeSpan.FromMinutes(20);

    private readonly Lock _gate = new();
    private (string Value, DateTimeOffset From)? _made;

    /// <summary>The Authorization header by the token; whoever comes first after its time makes a new one, and the others take that.</summary>
    public string Value
    {
        get
        {
            lock (_gate)
            {
                return ValueOf(Kept);
            }
        }
    }

    /// <summary>After Apple called it expired: a new one, unless it is so young that somebody else has just made it, or the clock is wrong.</summary>
    public string Renewed()
    {
        lock (_gate)
        {
            return ValueOf(Youngest);
        }
    }

    private string ValueOf(TimeSpan oldest)
    {
        var now = time.GetUtcNow();
        // A clock that was set back makes a token of the future.
        if (_made is not { } made || now - made.From >= oldest || now < made.From)
        {
            _made = made = ("bearer " + SignedToken.Es256(key, header => header.WriteString("kid", options.KeyId), claims =>
            {
                claims.WriteString("iss", options.TeamId);
                claims.WriteNumber("iat", now.ToUnixTimeSeconds());
            }), now);
        }

        return made.Value;
    }
}
