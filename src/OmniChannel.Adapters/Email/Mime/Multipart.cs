using OmniChannel.Wire;

namespace OmniChannel.Email;

/// <summary>Alternatives of one content, the plainest first (RFC 2046 section 5.1.4).</summary>
internal static class Multipart
{
    /// <summary>Every boundary begins with it. Neither quoted-printable nor base64 can contain it, and text that does is encoded.</summary>
    internal const string BoundaryMark = "=_";

    /// <summary>Its header fields and an empty line; the first part follows.</summary>
    /// <param name="octets">Where they are written.</param>
    /// <param name="key">What makes the boundary this mail's own.</param>
    public static void Begin(PooledBytes octets, ReadOnlySpan<char> key)
    {
        octets.Put("Content-Type: multipart/alternative;\r\n boundary=\""u8);
        Boundary(octets, key);
        octets.Put("\"\r\n\r\n--"u8);
        Boundary(octets, key);
        octets.Put("\r\n"u8);
    }

    /// <summary>What stands between two parts.</summary>
    public static void Next(PooledBytes octets, ReadOnlySpan<char> key)
    {
        octets.Put("\r\n--"u8);
        Boundary(octets, key);
        octets.Put("\r\n"u8);
    }

    /// <summary>What stands behind the last part.</summary>
    public static void End(PooledBytes octets, ReadOnlySpan<char> key)
    {
        octets.Put("\r\n--"u8);
        Boundary(octets, key);
        octets.Put("--"u8);
    }

    private static void Boundary(PooledBytes octets, ReadOnlySpan<char> key)
    {
        octets.Put(BoundaryMark);
        octets.Put(key);
    }
}
