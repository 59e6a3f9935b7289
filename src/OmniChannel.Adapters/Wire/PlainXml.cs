using System.Text;

namespace OmniChannel.Wire;

/// <summary>Reads the XML that services write when all is well: elements of ASCII letters and digits, text of ASCII without entities, at most a declaration in front and one namespace. Whatever else there is in XML is left to a whole reader.</summary>
/// <param name="xml">The whole document.</param>
internal ref struct PlainXml(ReadOnlySpan<byte> xml)
{
    private const int MaxDepth = 16;
    private static readonly System.Buffers.SearchValues<byte> Letters = System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"u8);
    private static readonly System.Buffers.SearchValues<byte> InUrls = System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789:/.-"u8);

    private ReadOnlySpan<byte> _rest = xml;

    /// <summary>The text of the first element of each name that has one.</summary>
    /// <returns>False when this is not so plain, or no whole document: nothing is said then.</returns>
    public bool TryTexts(scoped ReadOnlySpan<string> names, scoped Span<string?> found)
    {
        Span<int> open = stackalloc int[MaxDepth];
        ReadOnlySpan<byte> all;
        var depth = 0;
        if (!Declaration() || (all = _rest).IsEmpty)
        {
            return false;
        }

        do
        {
            var at = all.Length - _rest.Length;
            if (_rest is [(byte)'<', (byte)'/', ..])
            {
                if (depth == 0 || !Closes(all[open[--depth]..]))
                {
                    return false;
                }
            }
            else if (depth == MaxDepth || Opens() is not { Length: > 0 } name)
            {
                return false;
            }
            else
            {
                open[depth++] = at + 1;
                if (!Text(out var text))
                {
                    return false;
                }

                if (IndexOf(names, name) is >= 0 and var index && !text.IsEmpty)
                {
                    found[index] ??= Encoding.ASCII.GetString(text);
                }

                continue;
            }

            if (depth > 0 && !Text(out _))
            {
                return false;
            }
        }
        while (depth > 0);
        return !_rest.ContainsAnyExcept(" \n\t"u8);
    }

    private bool Declaration()
    {
        if (_rest.StartsWith("<?xml version=\"1.0\""u8))
        {
            var end = _rest.IndexOf("?>"u8);
            var said = end < 0 ? "none"u8 : _rest["<?xml version=\"1.0\""u8.Length..end];
            if (!(said.IsEmpty || said.SequenceEqual(" encoding=\"UTF-8\""u8) || said.SequenceEqual(" encoding=\"utf-8\""u8)))
            {
                return false;
            }

            _rest = _rest[(end + 2)..].TrimStart(" \n\t"u8);
        }

        return _rest is [(byte)'<', ..];
    }

    /// <summary>A start tag; its name, or nothing.</summary>
    private ReadOnlySpan<byte> Opens()
    {
        var length = _rest[1..].IndexOfAnyExcept(Letters);
        if (length <= 0 || char.IsAsciiDigit((char)_rest[1]))
        {
            return default;
        }

        var name = _rest.Slice(1, length);
        _rest = _rest[(length + 1)..];
        if (_rest.StartsWith(" xmlns=\"http"u8))
        {
            _rest = _rest[8..];
            var end = _rest.IndexOfAnyExcept(InUrls);
            if (end < 0 || _rest[end] != '"' || _rest[..end].IndexOf("w3.org"u8) >= 0)
            {
                return default;
            }

            _rest = _rest[(end + 1)..];
        }

        if (_rest is not [(byte)'>', ..])
        {
            return default;
        }

        _rest = _rest[1..];
        return name;
    }

    /// <summary>An end tag of the element whose name begins there.</summary>
    private bool Closes(ReadOnlySpan<byte> opened)
    {
        var name = opened[..opened.IndexOfAnyExcept(Letters)];
        if (!_rest[2..].StartsWith(name) || _rest.Length <= name.Length + 2 || _rest[name.Length + 2] != '>')
        {
            return false;
        }

        _rest = _rest[(name.Length + 3)..];
        return true;
    }

    /// <summary>What stands up to the next tag; nothing for white space alone.</summary>
    private bool Text(out ReadOnlySpan<byte> text)
    {
        var end = _rest.IndexOf((byte)'<');
        text = _rest[..Math.Max(end, 0)];
        if (end < 0 || text.ContainsAny("&]"u8))
        {
            return false;
        }

        _rest = _rest[end..];
        if (!text.ContainsAnyExcept(" \n\t"u8))
        {
            text = default;
            return true;
        }

        return !text.ContainsAnyExceptInRange((byte)' ', (byte)'~');
    }

    private static int IndexOf(scoped ReadOnlySpan<string> names, ReadOnlySpan<byte> name)
    {
        for (var at = 0; at < names.Length; at++)
        {
            if (Ascii.Equals(name, names[at]))
            {
                return at;
            }
        }

        return -1;
    }
}
