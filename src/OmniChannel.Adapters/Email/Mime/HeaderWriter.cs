using System.Text;
using OmniChannel.Wire;

namespace OmniChannel.Email;

/// <summary>Writes header fields, folded (RFC 5322 section 2.2.3). No value can end its field: a control character throws here, after callers have refused it with a reason.</summary>
internal readonly struct HeaderWriter(PooledBytes octets)
{

    /// <summary>A field of free text, such as Subject; encoded where it has to be.</summary>
    public void Unstructured(string name, string value)
    {
        var words = value.Split(' ');
        var plain = HeaderText.IsPlain(value) && Array.TrueForAll(words, static word => word.Length is > 0 and <= EncodedWord.MaxLength);
        Write(name, plain ? words : [.. EncodedWord.Encode(value)]);
    }

    /// <summary>A field of one mailbox: From, To, Reply-To.</summary>
    public void Mailbox(string name, string? displayName, string address)
    {
        displayName = displayName?.Trim();
        if (string.IsNullOrEmpty(displayName))
        {
            Write(name, address);
        }
        else
        {
            Write(name, [.. Phrase(displayName), $"<{address}>"]);
        }
    }

    /// <summary>A field whose parts are written as they stand and may be folded between.</summary>
    public void Parts(string name, params ReadOnlySpan<string> parts) => Write(name, parts);

    private static string[] Phrase(string name)
    {
        var words = name.Split(' ');
        if (!HeaderText.IsPlain(name) || name.Length > EncodedWord.MaxLength)
        {
            return [.. EncodedWord.Encode(name)];
        }

        return Array.TrueForAll(words, static word => word.Length > 0 && word.All(char.IsAsciiLetterOrDigit))
            ? words
            : [$"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""];
    }

    private void Write(string name, params ReadOnlySpan<string> parts)
    {
        var column = name.Length + 1;
        octets.Put(name);
        octets.Put(":"u8);
        for (var i = 0; i < parts.Length; i++)
        {
            var part = parts[i];
            if (HeaderText.HasControl(part))
            {
                throw new ArgumentException($"The value of {name} has a control character; refuse it before writing the field.", nameof(parts));
            }

            var length = 1 + Encoding.UTF8.GetByteCount(part);
            if (length > HeaderText.MaxLine)
            {
                throw new ArgumentException($"A part of {name} has {length} octets; a line has at most {HeaderText.MaxLine}.", nameof(parts));
            }

            if (i > 0 && column + length > HeaderText.PreferredLine)
            {
                octets.Put("\r\n"u8);
                column = 0;
            }

            octets.Put(" "u8);
            octets.Put(part);
            column += length;
        }

        octets.Put("\r\n"u8);
    }
}
