using System.Security.Cryptography;

namespace OmniChannel.Verification;

/// <summary>SHA-256 of what came in, by an object of the platform that stays set up between calls. Safe for many threads.</summary>
internal static class BodyHash
{
    private static readonly Lent<IncrementalHash> Hashes = new(static () => IncrementalHash.CreateHash(HashAlgorithmName.SHA256));

    /// <summary>The hash.</summary>
    /// <param name="body">Of what.</param>
    /// <param name="into">32 bytes.</param>
    public static void Of(ReadOnlySpan<byte> body, Span<byte> into)
    {
        var hash = Hashes.Take();
        hash.AppendData(body);
        hash.GetHashAndReset(into);
        Hashes.Return(hash);
    }

    /// <summary>The hash, to keep.</summary>
    public static byte[] Of(ReadOnlySpan<byte> body)
    {
        var kept = new byte[SHA256.HashSizeInBytes];
        Of(body, kept);
        return kept;
    }
}
