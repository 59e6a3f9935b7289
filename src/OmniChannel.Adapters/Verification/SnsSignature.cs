using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OmniChannel.Verification;

/// <summary>Signatures of Amazon SNS: RSA by a certificate that only Amazon's own host may give, for the topics that are ours. Certificates are fetched once and kept.</summary>
/// <remarks>A notification that could not be handed over comes again with its old timestamp, so that none is asked for: what came before counts once by its id.</remarks>
internal sealed class SnsSignature(IEnumerable<string> topics, TimeProvider time, Func<Uri, CancellationToken, ValueTask<byte[]?>> fetch)
{
    private const int MaxKept = 16;

    private readonly HashSet<string> _topics = [.. topics];
    private readonly ConcurrentDictionary<Uri, X509Certificate2> _kept = new();

    /// <summary>Judges a message.</summary>
    /// <returns>Why it is not believed; null when it is.</returns>
    public async ValueTask<InboundRefusal?> JudgeAsync(SnsMessage message, CancellationToken cancellationToken)
    {
        if (!_topics.Contains(message.TopicArn))
        {
            return InboundRefusal.NotOurs;
        }

        HashAlgorithmName? hash = message.SignatureVersion switch { "1" => HashAlgorithmName.SHA1, "2" => HashAlgorithmName.SHA256, _ => null };
        if (hash is not { } algorithm || message.Signature.Length == 0 || message.CertificateUrl is not { } url || await CertificateAsync(url, cancellationToken).ConfigureAwait(false) is not { } certificate)
        {
            return InboundRefusal.BadSignature;
        }

        using var key = certificate.GetRSAPublicKey();
        var now = time.GetUtcNow();
        return key is not null && now >= certificate.NotBefore && now <= certificate.NotAfter && key.VerifyData(message.Signed, message.Signature, algorithm, RSASignaturePadding.Pkcs1)
            ? null
            : InboundRefusal.BadSignature;
    }

    private async ValueTask<X509Certificate2?> CertificateAsync(Uri url, CancellationToken cancellationToken)
    {
        if (_kept.TryGetValue(url, out var kept))
        {
            return kept;
        }

        if (await fetch(url, cancellationToken).ConfigureAwait(false) is not { } pem)
        {
            return null;
        }

        try
        {
            var certificate = X509Certificate2.CreateFromPem(System.Text.Encoding.ASCII.GetString(pem));
            if (_kept.Count >= MaxKept)
            {
                _kept.Clear();
            }

            return _kept.GetOrAdd(url, certificate);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
