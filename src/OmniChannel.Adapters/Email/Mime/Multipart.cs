using OmniChannel.Wire;

namespace OmniChannel.Email;

/// <summary>Alternatives of one content, the plainest first (RFC 2046 section 5.1.4).</summary>
internal static class Multipart
{
    /// <summary>Every boundary begins with it. Neither quoted-printable nor base64 can contain it, and text that does is encoded.</summary>
    internal const string BoundaryMark = "=_";

    /// <summary>Its header fields and an empty line; the first part follows.</summary>
    public static void Begin(PooledBytes octets, string boundary)
    {
        octets.Put("Content-Type: multipart/alternative;\r\n boundary=\""u8);
        octets.Put(boundary);
        octets.Put("\"\r\n\r\n--"u8);
        octets.Put(boundary);
        octets.Put("\r\n"u8);
    }

    /// <summary>What stands between two parts.</summary>
    public static void Next(PooledBytes octets, string boundary)
    {
        octets.Put("\r\n--"u8);
        octets.Put(boundary);
        octets.Put("\r\n"u8);
    }

    /// <summary>What stands behind the last part.</summary>
    public static void End(PooledBytes octets, string boundary)
    {
        octets.Put("\r\n--"u8);
        octets.Put(boundary);
        octets.Put("--"u8);
    }
}
