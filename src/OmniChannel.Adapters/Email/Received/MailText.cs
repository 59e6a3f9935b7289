using System.Text;

namespace OmniChannel.Email;

/// <summary>Turns the bytes of a text part into text: at most the first 262,144 of them, more than anybody answers in words.</summary>
internal static class MailText
{
    /// <summary>So many bytes of a part are read.</summary>
    public const int MaxBytes = 262_144;

    /// <summary>Decodes by a charset's name, also those of old code pages; by UTF-8 where it is not known.</summary>
    public static string Decode(string? charset, ReadOnlySpan<byte> bytes) => Of(charset).GetString(bytes[..Math.Min(bytes.Length, MaxBytes)]);

    private static Encoding Of(string? charset)
    {
        if (string.IsNullOrWhiteSpace(charset) || charset.Length > 40)
        {
            return Encoding.UTF8;
        }

        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(charset.Trim()) ?? Encoding.GetEncoding(charset.Trim());
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return Encoding.UTF8;
        }
    }
}
