using System.Text;

namespace OmniChannel.Email;

/// <summary>Alternatives of one content, the plainest first (RFC 2046 section 5.1.4).</summary>
internal static class Multipart
{
    /// <summary>Every boundary begins with it. Neither quoted-printable nor base64 can contain it, and text that does is encoded.</summary>
    internal const string BoundaryMark = "=_";

    /// <summary>Its header fields, an empty line and the parts.</summary>
    public static string Alternative(string boundary, IReadOnlyList<string> parts)
    {
        var result = new StringBuilder();
        result.Append("Content-Type: multipart/alternative;\r\n boundary=\"").Append(boundary).Append("\"\r\n\r\n");
        foreach (var part in parts)
        {
            result.Append("--").Append(boundary).Append("\r\n").Append(part).Append("\r\n");
        }

        return result.Append("--").Append(boundary).Append("--").ToString();
    }
}
