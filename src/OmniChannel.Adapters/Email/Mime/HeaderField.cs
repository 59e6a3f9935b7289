using System.Text;
using OmniChannel.Wire;

namespace OmniChannel.Email;

/// <summary>One header field while it is written, folded between its parts (RFC 5322 section 2.2.3). No part can end it: a control character throws here, after callers have refused it with a reason.</summary>
internal ref struct HeaderField
{
    private readonly PooledBytes _octets;
    private readonly string _name;
    private int _column;
    private bool _hasParts;

    /// <summary>Begins it; <see cref="End"/> ends it.</summary>
    public HeaderField(PooledBytes octets, string name)
    {
        _octets = octets;
        _name = name;
        _column = name.Length + 1;
        octets.Put(name);
        octets.Put(":"u8);
    }

    /// <summary>A part, which is written as it stands and stays on one line.</summary>
    /// <param name="text">What it says.</param>
    /// <param name="open">What stands in front of it, in ASCII.</param>
    /// <param name="close">What stands behind it, in ASCII.</param>
    public void Part(ReadOnlySpan<char> text, string open = "", string close = "")
    {
        if (HeaderText.HasControl(text))
        {
            throw new ArgumentException($"The value of {_name} has a control character; refuse it before writing the field.", nameof(text));
        }

        var length = 1 + open.Length + Encoding.UTF8.GetByteCount(text) + close.Length;
        if (length > HeaderText.MaxLine)
        {
            throw new ArgumentException($"A part of {_name} has {length} octets; a line has at most {HeaderText.MaxLine}.", nameof(text));
        }

        if (_hasParts && _column + length > HeaderText.PreferredLine)
        {
            _octets.Put("\r\n"u8);
            _column = 0;
        }

        _octets.Put(" "u8);
        _octets.Put(open);
        _octets.Put(text);
        _octets.Put(close);
        _column += length;
        _hasParts = true;
    }

    /// <summary>Each word a part of its own.</summary>
    public void Words(ReadOnlySpan<char> text)
    {
        foreach (var word in text.Split(' '))
        {
            Part(text[word]);
        }
    }

    /// <summary>A text that has to be encoded (RFC 2047).</summary>
    public void Encoded(string text)
    {
        foreach (var word in EncodedWord.Encode(text))
        {
            Part(word);
        }
    }

    /// <summary>Ends it.</summary>
    public readonly void End() => _octets.Put("\r\n"u8);
}
