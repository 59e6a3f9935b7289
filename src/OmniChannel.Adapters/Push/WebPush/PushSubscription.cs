using System.Text;
using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Push;

/// <summary>A browser's subscription, as <c>JSON.stringify(subscription)</c> of a page gives it: where it is notified, and the keys that its messages are encrypted with.</summary>
internal sealed record PushSubscription
{
    private const int MaxLength = 4_096;
    private const int SecretLength = 16;

    public required Uri Endpoint { get; init; }

    /// <summary>The browser's public key: a point on P-256, uncompressed.</summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>The secret that the browser shares with us.</summary>
    public required byte[] Secret { get; init; }

    /// <summary>The push service alone: the rest of the endpoint is the address of one browser.</summary>
    public override string ToString() => Endpoint.IdnHost;

    /// <summary>Judges an address, and writes it without what else browsers put there.</summary>
    public static AddressCheck Check(string address, bool allowHttp)
    {
        ArgumentNullException.ThrowIfNull(address);
        var (subscription, problem) = Read(address, allowHttp);
        return subscription is null ? AddressCheck.Invalid(problem!) : AddressCheck.Valid(Encoding.UTF8.GetString(PushText.Bytes(subscription, static (json, subscription) =>
        {
            json.WriteString("endpoint", subscription.Endpoint.AbsoluteUri);
            json.WriteStartObject("keys");
            json.WriteString("p256dh", System.Buffers.Text.Base64Url.EncodeToString(subscription.PublicKey));
            json.WriteString("auth", System.Buffers.Text.Base64Url.EncodeToString(subscription.Secret));
            json.WriteEndObject();
        })));
    }

    /// <summary>Reads an address.</summary>
    /// <returns>The subscription, or what is wrong with it in words that do not repeat it.</returns>
    public static (PushSubscription? Subscription, string? Problem) Read(string address, bool allowHttp)
    {
        if (address.Length > MaxLength)
        {
            return (null, $"It has {address.Length} characters; a subscription has at most {MaxLength}.");
        }

        try
        {
            using var json = WireJson.Parse(Encoding.UTF8.GetBytes(address));
            var keys = json.RootElement.Get("keys");
            return !Uri.TryCreate(json.RootElement.Text("endpoint"), UriKind.Absolute, out var endpoint) ? (null, "Its endpoint is missing or no whole URL.")
                : endpoint.Scheme != Uri.UriSchemeHttps && !(allowHttp && endpoint.Scheme == Uri.UriSchemeHttp) ? (null, "Its endpoint is not https.")
                : endpoint.UserInfo.Length > 0 || endpoint.Fragment.Length > 0 ? (null, "Its endpoint has a name or password before its host, or a #fragment.")
                : EcKey.Bytes(keys.Text("p256dh")) is not { Length: EcKey.PointLength } point || point[0] != 4 ? (null, "Its p256dh is missing or no uncompressed point on P-256 in base64url.")
                : EcKey.Bytes(keys.Text("auth")) is not { Length: SecretLength } secret ? (null, "Its auth is missing or not 16 bytes in base64url.")
                : (new PushSubscription { Endpoint = endpoint, PublicKey = point, Secret = secret }, null);
        }
        catch (JsonException)
        {
            return (null, "It is not JSON; expected what JSON.stringify(subscription) gives in the page.");
        }
    }
}
