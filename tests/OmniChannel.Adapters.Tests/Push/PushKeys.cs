using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Push;

/// <summary>Keys that are made once for all tests of push: a service account, an app's .p8, a server's pair.</summary>
internal static class PushKeys
{
    private static readonly RSA Rsa = RSA.Create(2048);
    private static readonly ECDsa Ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public static string RsaPublic { get; } = Rsa.ExportSubjectPublicKeyInfoPem();

    public static string P8 { get; } = Ec.ExportPkcs8PrivateKeyPem();

    public static string EcPublic { get; } = Ec.ExportSubjectPublicKeyInfoPem();

    public static string VapidPrivate { get; } = Base64Url.EncodeToString(Ec.ExportParameters(true).D);

    public static string VapidPublic { get; } = Base64Url.EncodeToString([4, .. Ec.ExportParameters(false).Q.X!, .. Ec.ExportParameters(false).Q.Y!]);

    /// <summary>A key file whose tokens are had below an address.</summary>
    public static string ServiceAccount(Uri tokens) => new JsonObject
    {
        ["type"] = "service_account",
        ["project_id"] = "my-project",
        ["private_key_id"] = "0123456789abcdef",
        ["private_key"] = Rsa.ExportPkcs8PrivateKeyPem(),
        ["client_email"] = "sender@my-project.iam.gserviceaccount.com",
        ["token_uri"] = new Uri(tokens, "token").AbsoluteUri,
    }.ToJsonString();

    /// <summary>So many bytes of payload.</summary>
    /// <param name="most">How many are taken.</param>
    /// <param name="without">The payload of a message of the conformance suite without its text, as it is counted.</param>
    public static ProviderLimit BytesOf(int most, string without) => new() { Name = "bytes of payload", Most = most, With = (message, bytes) => message with { Content = message.Content with { Text = new string('a', bytes - without.Length) } } };

    /// <summary>A message to a device, as long as its text asks.</summary>
    public static OmniChannel.Delivery.OutgoingMessage To(string address, string text = "Two things are still in it.", string key = "key-1") => SampleMessage.Full with
    {
        Channel = Channel.Push,
        Address = address,
        IdempotencyKey = key,
        Content = new() { Subject = "Your basket waits 👢", Text = text, Link = new("https://shop.example/cart?c=1"), Image = new("https://shop.example/boots.png"), Buttons = ["To the cart", "Not now"] },
        CreatedAt = TimeProvider.System.GetUtcNow(),
        ExpiresAt = TimeProvider.System.GetUtcNow().AddHours(2),
    };
}
