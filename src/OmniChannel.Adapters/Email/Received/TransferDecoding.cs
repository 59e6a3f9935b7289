using System.Buffers;
using System.Buffers.Text;

namespace OmniChannel.Email;

/// <summary>Takes the transfer encoding off a part (RFC 2045 section 6): base64 and quoted-printable; what is broken ends there.</summary>
internal static class TransferDecoding
{
    private static readonly SearchValues<byte> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8);

    /// <param name="encoding">The value of Content-Transfer-Encoding; null for none.</param>
    /// <param name="content">The part's content.</param>
    public static ReadOnlySpan<byte> Decode(string? encoding, ReadOnlySpan<byte> content)
    {
        // Four thirds for base64 and its line breaks, three for quoted-printable: nobody reads what is behind that.
        content = content[..Math.Min(content.Length, MailText.MaxBytes * 3)];
        return encoding?.Trim().ToUpperInvariant() switch
        {
            "BASE64" => FromBase64(content),
            "QUOTED-PRINTABLE" => FromQuotedPrintable(content),
            _ => content,
        };
    }

    private static ReadOnlySpan<byte> FromBase64(ReadOnlySpan<byte> content)
    {
        var (letters, count) = (new byte[content.Length + 3], 0);
        foreach (var letter in content)
        {
            if (letter == '=')
            {
                break;
            }

            // RFC 2045 section 6.8: what is not of the alphabet is passed over.
            letters[count] = letter;
            count += Letters.Contains(letter) ? 1 : 0;
        }

        count -= count % 4 == 1 ? 1 : 0;
        while (count % 4 != 0)
        {
            letters[count++] = (byte)'=';
        }

        Base64.DecodeFromUtf8InPlace(letters.AsSpan(0, count), out var written);
        return letters.AsSpan(0, written);
    }

    private static ReadOnlySpan<byte> FromQuotedPrintable(ReadOnlySpan<byte> content)
    {
        var (bytes, written) = (new byte[content.Length], 0);
        while (!content.IsEmpty)
        {
            if (content[0] != '=')
            {
                bytes[written++] = content[0];
                content = content[1..];
            }
            else if (content[1..].TrimStart(" \t"u8) is var line && (line.StartsWith("\r\n"u8) || line.StartsWith("\n"u8)))
            {
                content = line[(line[0] == '\r' ? 2 : 1)..];
            }
            else if (content.Length > 2 && Convert.FromHexString(content.Slice(1, 2), bytes.AsSpan(written), out _, out _) == OperationStatus.Done)
            {
                written++;
                content = content[3..];
            }
            else
            {
                bytes[written++] = content[0];
                content = content[1..];
            }
        }

        return bytes.AsSpan(0, written);
    }
}
