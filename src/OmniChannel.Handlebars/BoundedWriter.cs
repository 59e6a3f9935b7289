using System.Globalization;
using System.Text;

namespace OmniChannel;

/// <summary>Keeps what is written, up to a length and for a time.</summary>
internal sealed class BoundedWriter(HandlebarsOptions options) : TextWriter(CultureInfo.InvariantCulture)
{
    private const int WritesBetweenLooks = 64;
    private const int LargestKept = 16_384;
    private readonly StringBuilder escaped = new();
    private char[] text = new char[Math.Clamp(options.MaxResult, 0, 1024)];
    private int length;
    private long? began;
    private int writes;

    /// <summary>Whether there is room for another rendering in what it holds, without keeping too much.</summary>
    public bool IsSmall => text.Length <= LargestKept && escaped.Capacity <= LargestKept;

    public override Encoding Encoding => Encoding.Unicode;

    public override void Write(char value) => Room(1)[0] = value;

    public override void Write(string? value) => value?.CopyTo(Room(value.Length));

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer) => buffer.CopyTo(Room(buffer.Length));

    /// <summary>Writes a value safe for its place.</summary>
    public void WriteEscaped(string value, ContentPlace place)
    {
        if (ContentEscape.IsSafe(value, place))
        {
            Write(value);
            return;
        }

        if (value.Length > options.MaxResult - length)
        {
            Refuse(); // before it grows further
        }

        escaped.Clear();
        ContentEscape.AppendValue(escaped, value, place);
        foreach (var piece in escaped.GetChunks())
        {
            Write(piece.Span);
        }
    }

    /// <summary>Begins a rendering.</summary>
    public void Begin() => (began, writes) = (null, WritesBetweenLooks);

    /// <summary>Forgets what was written.</summary>
    public void End()
    {
        length = 0;
        escaped.Clear();
    }

    public override string ToString() => new(text, 0, length);

    /// <summary>Where so much more is written.</summary>
    private Span<char> Room(int more)
    {
        if (--writes == 0)
        {
            LookAtTime();
        }

        if (more > text.Length - length)
        {
            Grow(more);
        }

        var room = text.AsSpan(length, more);
        length += more;
        return room;
    }

    /// <summary>The first look begins the time: what writes little takes none.</summary>
    private void LookAtTime()
    {
        writes = WritesBetweenLooks;
        if (began is not { } since)
        {
            began = options.Time.GetTimestamp();
        }
        else if (options.Time.GetElapsedTime(since) > options.TimeBudget)
        {
            throw new RefusedRenderingException(RenderProblemCode.TooMuch, $"Filling it in takes longer than {options.TimeBudget}; make loops and partials fewer.");
        }
    }

    private void Grow(int more)
    {
        if (more > options.MaxResult - length)
        {
            Refuse();
        }

        Array.Resize(ref text, (int)Math.Min(options.MaxResult, Math.Max((long)length + more, 2L * text.Length)));
    }

    private void Refuse() => throw new RefusedRenderingException(RenderProblemCode.TooLong, $"The result grows beyond {options.MaxResult} characters; shorten the values or the loops.");
}
