using System.Text;

namespace OmniChannel;

/// <summary>Lines and columns of offsets that come in ascending order: the text is passed over once. A line ends with LF; a carriage return before it belongs to the line. Columns count UTF-16 code units.</summary>
internal struct TextPosition(ReadOnlyMemory<byte> text)
{
    private int _offset = 0;
    private int _line = 1;
    private int _column = 1;

    public (int Line, int Column) At(int offset)
    {
        var passed = text.Span[_offset..Math.Min(offset, text.Length)];
        var start = passed.LastIndexOf((byte)'\n') + 1;
        _line += passed.Count((byte)'\n');
        _column = (start > 0 ? 1 : _column) + Encoding.UTF8.GetCharCount(passed[start..]);
        _offset += passed.Length;
        return (_line, _column);
    }
}
