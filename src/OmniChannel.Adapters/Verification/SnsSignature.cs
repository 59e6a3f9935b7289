using System.Security.Cryptography;

namespace OmniChannel.Verification;

/// <summary>Signatures of Amazon SNS: RSA by a certificate that only Amazon's own host may give, for the topics that are ours.</summary>
/// <remarks>A notification that could not be handed over comes again with its old timestamp, so that none is asked for: what came before counts once by its id.</remarks>
internal sealed class SnsSignature(IEnumerable<string> topics, TimeProvider time, Func<Uri, CancellationToken, ValueTask<byte[]?>> fetch)
{
    private readonly HashSet<string> _topics = [.. topics];
    private readonly SnsSigners _signers = new(time, fetch);

    /// <summary>Judges a message.</summary>
    /// <returns>Why it is not believed; null when it is.</returns>
    /// <exception cref="HttpRequestException">The certificate cannot be had now.</exception>
    public async ValueTask<InboundRefusal?> JudgeAsync(SnsMessage message, CancellationToken cancellationToken)
    {
        if (!_topics.Contains(message.TopicArn))
        {
            return InboundRefusal.NotOurs;
        }

        HashAlgorithmName? hash = message.SignatureVersion switch { "1" => HashAlgorithmName.SHA1, "2" => HashAlgorithmName.SHA256, _ => null };
        if (hash is not { } algorithm || message.Signature.IsEmpty || await _signers.FindAsync(message, cancellationToken).ConfigureAwait(false) is not { } signer)
        {
            return InboundRefusal.BadSignature;
        }

        var now = time.GetUtcNow();
        if (now < signer.From || now > signer.Until || !signer.Signed(message, algorithm))
        {
            return InboundRefusal.BadSignature;
        }

        _signers.Prove(message.Certificate!, signer);
        return null;
    }
}
