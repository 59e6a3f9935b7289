namespace OmniChannel.Email;

/// <summary>Transparency (RFC 5321 section 4.5.2): a line that begins with a dot gets a second one, so that no line of the message ends it.</summary>
internal static class DotStuffing
{
    /// <summary>The message with its dots doubled. Lines end with CRLF.</summary>
    public static ReadOnlyMemory<byte> Encode(ReadOnlyMemory<byte> message)
    {
        var octets = message.Span;
        var extra = octets.Count("\r\n."u8) + (octets.StartsWith("."u8) ? 1 : 0);
        if (extra == 0)
        {
            return message;
        }

        var result = new byte[octets.Length + extra];
        var to = 0;
        for (var from = 0; from < octets.Length; from++)
        {
            var startsLine = from == 0 || (from >= 2 && octets[from - 1] == '\n' && octets[from - 2] == '\r');
            if (octets[from] == '.' && startsLine)
            {
                result[to++] = (byte)'.';
            }

            result[to++] = octets[from];
        }

        return result;
    }
}
