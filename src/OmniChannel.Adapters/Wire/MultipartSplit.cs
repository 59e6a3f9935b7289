using System.Text;

namespace OmniChannel.Wire;

/// <summary>Finds the parts of a multipart body (RFC 2046 section 5.1) one after the other, as ranges of it: nothing is copied, every byte is looked at once.</summary>
internal struct MultipartSplit
{
    /// <summary>RFC 2046 section 5.1.1.</summary>
    private const int MaxBoundary = 70;

    /// <summary>The header block of a part is not looked for beyond this.</summary>
    private const int MaxHeader = 8_192;

    private readonly byte[] _delimiter;
    private int _next;

    private MultipartSplit(byte[] delimiter) => _delimiter = delimiter;

    /// <summary>Whether the delimiter that closes the body was reached: false while there are parts, and at the end of a body that was cut off.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Starts in front of the first part.</summary>
    /// <returns>Null when the boundary is none, or is not in the body.</returns>
    public static MultipartSplit? Start(string? boundary, ReadOnlySpan<byte> body)
    {
        if (boundary is not { Length: > 0 and <= MaxBoundary } || boundary.AsSpan().ContainsAnyExceptInRange(' ', '~') || boundary[^1] == ' ')
        {
            return null;
        }

        var split = new MultipartSplit(Encoding.ASCII.GetBytes("\r\n--" + boundary));
        return split.Find(body, 0) >= 0 ? split : null;
    }

    /// <summary>The next part: its header block without the empty line behind it, and its content.</summary>
    /// <returns>False when there is none: <see cref="IsClosed"/> says whether that is as it should be. Also for a header block of more than 8,192 bytes.</returns>
    public bool TryNext(ReadOnlySpan<byte> body, out Range header, out Range content)
    {
        (header, content) = (default, default);
        var begin = _next;
        if (IsClosed || Find(body, begin) is not (>= 0 and var end))
        {
            return false;
        }

        // The line break in front of a delimiter is the delimiter's; where a part has no content, it is also the one behind its header.
        end = Math.Max(begin, end);
        var part = body[begin..end];
        if (part.StartsWith("\r\n"u8))
        {
            (header, content) = (begin..begin, (begin + 2)..end);
            return true;
        }

        var blank = part[..Math.Min(part.Length, MaxHeader + 4)].IndexOf("\r\n\r\n"u8);
        if (blank < 0 && part.Length > MaxHeader)
        {
            IsClosed = false;
            return false;
        }

        (header, content) = blank >= 0 ? (begin..(begin + blank), (begin + blank + 4)..end) : (begin..end, end..end);
        return true;
    }

    /// <summary>Goes behind the next delimiter's line.</summary>
    /// <returns>Where the delimiter begins; -1 when there is none.</returns>
    private int Find(ReadOnlySpan<byte> body, int from)
    {
        // At the very beginning, and right behind another delimiter, its line break is already behind us.
        var isAtLine = from == 0 || body[..from].EndsWith("\r\n"u8);
        var (start, behind) = isAtLine && body[from..].StartsWith(_delimiter.AsSpan(2)) ? (from, from + _delimiter.Length - 2) : Search(body, from);
        while (start >= 0)
        {
            var rest = body[behind..];
            if (rest.StartsWith("--"u8))
            {
                IsClosed = true;
                return start;
            }

            var line = rest.TrimStart(" \t"u8);
            if (line.StartsWith("\r\n"u8))
            {
                _next = body.Length - line.Length + 2;
                return start;
            }

            // Another boundary that begins like ours, or text that looks like it.
            (start, behind) = Search(body, behind);
        }

        return -1;
    }

    private readonly (int Start, int Behind) Search(ReadOnlySpan<byte> body, int from)
    {
        var at = body[from..].IndexOf(_delimiter);
        return at < 0 ? (-1, -1) : (from + at, from + at + _delimiter.Length);
    }
}
