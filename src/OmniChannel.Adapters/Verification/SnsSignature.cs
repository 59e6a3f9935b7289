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
    private readonly ConcurrentDictionary<string, Signer> _kept = new(StringComparer.Ordinal);

    /// <summary>Judges a message.</summary>
    /// <returns>Why it is not believed; null when it is.</returns>
    public async ValueTask<InboundRefusal?> JudgeAsync(SnsMessage message, CancellationToken cancellationToken)
    {
        if (!_topics.Contains(message.TopicArn))
        {
            return InboundRefusal.NotOurs;
        }

        HashAlgorithmName? hash = message.SignatureVersion switch { "1" => HashAlgorithmName.SHA1, "2" => HashAlgorithmName.SHA256, _ => null };
        if (hash is not { } algorithm || message.Signature.IsEmpty || await SignerAsync(message, cancellationToken).ConfigureAwait(false) is not { } signer)
        {
            return InboundRefusal.BadSignature;
        }

        var now = time.GetUtcNow();
        return now >= signer.From && now <= signer.Until && signer.Signed(message, algorithm) ? null : InboundRefusal.BadSignature;
    }

    /// <summary>What is kept is kept under the text of its address, which was judged before it was called.</summary>
    private async ValueTask<Signer?> SignerAsync(SnsMessage message, CancellationToken cancellationToken)
    {
        if (message.Certificate is not { } address)
        {
            return null;
        }

        if (_kept.TryGetValue(address, out var kept))
        {
            return kept;
        }

        if (message.CertificateAt() is not { } url || await fetch(url, cancellationToken).ConfigureAwait(false) is not { } pem)
        {
            return null;
        }

        try
        {
            using var certificate = X509Certificate2.CreateFromPem(System.Text.Encoding.ASCII.GetString(pem));
            if (_kept.Count >= MaxKept)
            {
                _kept.Clear();
            }

            return certificate.GetRSAPublicKey() is { } key ? _kept.GetOrAdd(address, new Signer(certificate, key)) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>What a certificate says: who signs, from when and until when.</summary>
    private sealed class Signer
    {
        private readonly Lent<RSA> _keys;

        public Signer(X509Certificate2 certificate, RSA key)
        {
            (From, Until) = (certificate.NotBefore, certificate.NotAfter);
            var known = key.ExportParameters(includePrivateParameters: false);
            _keys = new(() => RSA.Create(known));
            _keys.Return(key);
        }

        public DateTimeOffset From { get; }

        public DateTimeOffset Until { get; }

        public bool Signed(SnsMessage message, HashAlgorithmName hash)
        {
            var key = _keys.Take();
            var isSigned = key.VerifyData(message.Signed, message.Signature.Span, hash, RSASignaturePadding.Pkcs1);
            _keys.Return(key);
            return isSigned;
        }
    }
}
