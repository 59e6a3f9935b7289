using System.Security.Cryptography;
using System.Text;

namespace OmniChannel.Amazon;

/// <summary>What a day's signatures are made with: a key derived in four steps from the secret, the same until midnight (UTC). Immutable.</summary>
internal sealed class AmazonDay
{
    private readonly DateTime _date;

    private AmazonDay(AmazonCredentials credentials, AmazonScope scope, DateTimeOffset at)
    {
        _date = at.UtcDateTime.Date;
        Credentials = credentials;
        var text = scope.On(at);
        Scope = Encoding.UTF8.GetBytes(text);
        Key = Encoding.UTF8.GetBytes($"AWS4{credentials.SecretAccessKey}");
        foreach (var part in text.Split('/'))
        {
            Key = HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes(part));
        }
    }

    /// <summary>By whom.</summary>
    public AmazonCredentials Credentials { get; }

    /// <summary>The day, the region and the service, as a signature names them.</summary>
    public byte[] Scope { get; }

    /// <summary>The key.</summary>
    public byte[] Key { get; }

    /// <summary>Derives it.</summary>
    public static AmazonDay Of(AmazonCredentials credentials, AmazonScope scope, DateTimeOffset at) => new(credentials, scope, at);

    /// <summary>Whether it is good for these credentials at this time.</summary>
    public bool IsFor(AmazonCredentials credentials, DateTimeOffset at) => at.UtcDateTime.Date == _date && (ReferenceEquals(credentials, Credentials) || credentials == Credentials);
}
