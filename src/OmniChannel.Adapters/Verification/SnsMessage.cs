using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using OmniChannel.Wire;

namespace OmniChannel.Verification;

/// <summary>A message of Amazon SNS over HTTP: what its signature is made over, and where the certificate for it may come from.</summary>
internal sealed partial record SnsMessage
{
    private static readonly string[] Notification = ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"];
    private static readonly string[] Subscription = ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];

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

    /// <summary>Where the certificate is; null when that is not Amazon's.</summary>
    public Uri? CertificateUrl { get; init; }

    /// <summary>The bytes that are signed.</summary>
    public required byte[] Signed { get; init; }

    /// <summary>The signature; empty when it is no base64.</summary>
    public required byte[] Signature { get; init; }

    /// <summary>"1" is SHA-1, "2" SHA-256.</summary>
    public required string SignatureVersion { get; init; }

    /// <summary>Reads one; null when a member is missing.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static SnsMessage? Read(ReadOnlyMemory<byte> body)
    {
        using var json = WireJson.Parse(body);
        var root = json.RootElement;
        var type = root.Text("Type");
        var names = type is "SubscriptionConfirmation" or "UnsubscribeConfirmation" ? Subscription : Notification;
        if (type is null or not ("Notification" or "SubscriptionConfirmation" or "UnsubscribeConfirmation")
            || names.Any(name => name != "Subject" && root.Get(name).ValueKind != JsonValueKind.String)
            || !DateTimeOffset.TryParse(root.Text("Timestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
        {
            return null;
        }

        var signed = string.Concat(names.Where(name => root.Text(name) is not null).Select(name => $"{name}\n{root.Text(name)}\n"));
        var signature = root.Text("Signature") ?? "";
        var bytes = new byte[signature.Length];
        return new()
        {
            Type = type,
            MessageId = root.Text("MessageId")!,
            TopicArn = root.Text("TopicArn")!,
            Message = root.Text("Message")!,
            Timestamp = at,
            SubscribeUrl = AmazonsOwn(root.Text("SubscribeURL")),
            CertificateUrl = AmazonsOwn(root.Text("SigningCertURL")) is { } url && url.AbsolutePath.EndsWith(".pem", StringComparison.Ordinal) ? url : null,
            Signed = Encoding.UTF8.GetBytes(signed),
            Signature = Convert.TryFromBase64String(signature, bytes, out var length) ? bytes[..length] : [],
            SignatureVersion = root.Text("SignatureVersion") ?? "",
        };
    }

    /// <summary>A URL on https whose host is a regional endpoint of SNS; null for any other. Whoever takes another one fetches what an attacker names.</summary>
    public static Uri? AmazonsOwn(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.IsDefaultPort && uri.UserInfo.Length == 0 && Host().IsMatch(uri.Host) ? uri : null;

    [GeneratedRegex(@"^sns\.[a-zA-Z0-9-]{3,}\.amazonaws\.com(\.cn)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Host();
}
