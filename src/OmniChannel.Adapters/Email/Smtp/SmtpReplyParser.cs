using System.Text;

namespace OmniChannel.Email;

/// <summary>Puts the lines of a reply together, within limits: a server that never ends is stopped.</summary>
internal sealed class SmtpReplyParser
{
    /// <summary>RFC 5321 section 4.5.3.1.5 says 512 octets a line; servers that say more are forgiven up to here.</summary>
    internal const int MaxLine = 4096;

    /// <summary>Lines in one reply. An EHLO of today has about fifteen.</summary>
    internal const int MaxLines = 128;

    private readonly List<string> _lines = [];
    private int _code;

    /// <summary>Takes one line without its line break.</summary>
    /// <returns>The whole reply; null when more lines belong to it.</returns>
    public SmtpReply? Take(ReadOnlySpan<byte> line)
    {
        if (line.Length < 3 || _lines.Count == MaxLines || !TryCode(line[..3], out var code) || (_lines.Count > 0 && code != _code)
            || (line.Length > 3 && line[3] is not ((byte)' ' or (byte)'-')))
        {
            return SmtpReply.Broken(SmtpBreak.Nonsense);
        }

        _code = code;
        _lines.Add(line.Length > 4 ? Encoding.UTF8.GetString(line[4..]) : "");
        return line.Length > 3 && line[3] == '-' ? null : SmtpReply.Of(code, _lines);
    }

    private static bool TryCode(ReadOnlySpan<byte> digits, out int code)
    {
        code = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return false;
            }

            code = (code * 10) + (digit - '0');
        }

        return code is >= 200 and < 600;
    }
}
