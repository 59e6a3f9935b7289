using System.Runtime.CompilerServices;

namespace OmniChannel;

/// <summary>Says what is wrong with a call. Nothing is put into words while what is required holds: a check of every decision makes nothing.</summary>
[InterpolatedStringHandler]
internal ref struct ProblemText
{
    private DefaultInterpolatedStringHandler _text;

    public ProblemText(int literalLength, int formattedCount, bool holds, out bool isAsked)
    {
        isAsked = !holds;
        _text = holds ? default : new(literalLength, formattedCount);
    }

    public void AppendLiteral(string text) => _text.AppendLiteral(text);

    public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

    public void AppendFormatted<T>(T value, string format) => _text.AppendFormatted(value, format);

    public override string ToString() => _text.ToStringAndClear();
}
