using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace OmniChannel.Tests.Verification;

/// <summary>Calls of Amazon SNS, signed as it signs them, by a certificate of our own.</summary>
internal static class SnsCalls
{
    public const string Topic = "arn:aws:sns:eu-central-1:123456789012:mail";
    public const string Certificate = "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0123.pem";
    private static readonly RSA Key = RSA.Create(2048);

    /// <summary>The certificate as PEM, good for a day to both sides of an instant.</summary>
    public static byte[] CertificateAt(DateTimeOffset now)
    {
        var request = new CertificateRequest("CN=sns.amazonaws.com", Key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return Encoding.ASCII.GetBytes(certificate.ExportCertificatePem());
    }

    /// <summary>A call of a type, by the certificate of <see cref="CertificateAt"/>.</summary>
    public static JsonObject Signed(string type, string version, string published = "{\"eventType\":\"Bounce\"}")
    {
        var message = new JsonObject
        {
            ["Type"] = type,
            ["MessageId"] = "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
            ["TopicArn"] = Topic,
            ["Subject"] = "Amazon SES Email Event Notification",
            ["Message"] = published,
            ["Timestamp"] = "2026-06-15T10:00:00.000Z",
            ["SignatureVersion"] = version,
            ["SigningCertURL"] = Certificate,
        };
        string[] names = ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"];
        if (type != "Notification")
        {
            message.Remove("Subject");
            message["Token"] = "t0ken";
            message["SubscribeURL"] = "https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&Token=t0ken";
            names = ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];
        }

        var signed = string.Concat(names.Select(name => $"{name}\n{message[name]!.GetValue<string>()}\n"));
        message["Signature"] = Convert.ToBase64String(Key.SignData(Encoding.UTF8.GetBytes(signed), version == "1" ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        return message;
    }
}
