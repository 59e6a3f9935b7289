using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using OmniChannel.Wire;

namespace OmniChannel.Verification;

/// <summary>A message of Amazon SNS over HTTP: what its signature is made over, and where the certificate for it may come from.</summary>
internal sealed partial record SnsMessage
{
    /// <summary>"Notification", "SubscriptionConfirmation" or "UnsubscribeConfirmation".</summary>
    public required string Type { get; init; }

    /// <summary>Its name, the same for every repetition.</summary>
    public required string MessageId { get; init; }

    /// <summary>The topic it was published to.</summary>
    public required string TopicArn { get; init; }

    /// <summary>What was published.</summary>
    public required string Message { get; init; }

    /// <summary>When it was published.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>Where a GET confirms a subscription; null for a notification, and for a URL that is not Amazon's.</summary>
    public Uri? SubscribeUrl { get; init; }

    /// <summary>Where it says the certificate is; not believed, see <see cref="CertificateAt"/>.</summary>
    public string? Certificate { get; init; }

    /// <summary>The bytes that are signed.</summary>
    public required byte[] Signed { get; init; }

    /// <summary>The signature; empty when it is no base64.</summary>
    public required ReadOnlyMemory<byte> Signature { get; init; }

    /// <summary>"1" is SHA-1, "2" SHA-256.</summary>
    public required string SignatureVersion { get; init; }

    /// <summary>Reads one; null when a member is missing.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static SnsMessage? Read(ReadOnlyMemory<byte> body)
    {
        using var json = WireJson.Parse(body);
        var root = json.RootElement;
        var type = Word(root, "Type");
        if (type is not ("Notification" or "SubscriptionConfirmation" or "UnsubscribeConfirmation")
            || Word(root, "MessageId") is not { } id
            || Word(root, "TopicArn") is not { } topic
            || Word(root, "Message") is not { } message
            || Word(root, "Timestamp") is not { } timestamp
            || !DateTimeOffset.TryParse(timestamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
        {
            return null;
        }

        string signed;
        string? subscribe = null;
        if (type == "Notification")
        {
            var subject = root.Text("Subject");
            signed = $"Message\n{message}\nMessageId\n{id}\n{(subject is null ? "" : $"Subject\n{subject}\n")}Timestamp\n{timestamp}\nTopicArn\n{topic}\nType\n{type}\n";
        }
        else if ((subscribe = Word(root, "SubscribeURL")) is not null && Word(root, "Token") is { } token)
        {
            signed = $"Message\n{message}\nMessageId\n{id}\nSubscribeURL\n{subscribe}\nTimestamp\n{timestamp}\nToken\n{token}\nTopicArn\n{topic}\nType\n{type}\n";
        }
        else
        {
            return null;
        }

        var signature = root.Text("Signature") ?? "";
        var bytes = new byte[signature.Length];
        return new()
        {
            Type = type,
            MessageId = id,
            TopicArn = topic,
            Message = message,
            Timestamp = at,
            SubscribeUrl = AmazonsOwn(subscribe),
            Certificate = root.Text("SigningCertURL"),
            Signed = Encoding.UTF8.GetBytes(signed),
            Signature = Convert.TryFromBase64String(signature, bytes, out var length) ? bytes.AsMemory(0, length) : default,
            SignatureVersion = root.Text("SignatureVersion") ?? "",
        };
    }

    /// <summary>Where the certificate is; null when that is not Amazon's.</summary>
    public Uri? CertificateAt() => AmazonsOwn(Certificate) is { } url && url.AbsolutePath.EndsWith(".pem", StringComparison.Ordinal) ? url : null;

    /// <summary>A URL on https whose host is a regional endpoint of SNS; null for any other. Whoever takes another one fetches what an attacker names.</summary>
    public static Uri? AmazonsOwn(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.IsDefaultPort && uri.UserInfo.Length == 0 && Host().IsMatch(uri.Host) ? uri : null;

    private static string? Word(JsonElement root, string name) => root.Get(name) is { ValueKind: JsonValueKind.String } word ? word.Text() : null;

    [GeneratedRegex(@"^sns\.[a-zA-Z0-9-]{3,}\.amazonaws\.com(\.cn)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Host();
}
