using System.Globalization;

namespace OmniChannel.Expressions;

/// <summary>A place in the text of an expression. The default is no place: a real line and column start at 1.</summary>
public readonly record struct CelPosition
{
    internal CelPosition(int offset, int line, int column)
    {
        Offset = offset;
        Line = line;
        Column = column;
    }

    /// <summary>UTF-16 code units before the place, as in <see cref="string"/>.</summary>
    public int Offset { get; }

    /// <summary>The line, from 1. A line ends with LF, CR or CR LF.</summary>
    public int Line { get; }

    /// <summary>The column, from 1, in UTF-16 code units.</summary>
    public int Column { get; }

    /// <summary><c>line:column</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Line}:{Column}");

    internal static CelPosition Of(string text, int offset) => new SourceLines(text).At(offset);
}
