using System.Globalization;
using System.Text;

namespace OmniChannel;

/// <summary>Keeps what is written, up to a length and for a time.</summary>
internal sealed class BoundedWriter(HandlebarsOptions options) : TextWriter(CultureInfo.InvariantCulture)
{
    private const int WritesBetweenLooks = 64;
    private const int LargestKept = 16_384;
    private readonly StringBuilder text = new(1024);
    private long began;
    private int writes;

    /// <summary>Whether there is room for another rendering in what it holds, without keeping too much.</summary>
    public bool IsSmall => text.Capacity <= LargestKept;

    public override Encoding Encoding => Encoding.Unicode;

    public override void Write(char value)
    {
        Look(1);
        text.Append(value);
    }

    public override void Write(string? value)
    {
        Look(value?.Length ?? 0);
        text.Append(value);
    }

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        Look(buffer.Length);
        text.Append(buffer);
    }

    /// <summary>Writes a value safe for its place.</summary>
    public void WriteEscaped(string value, ContentPlace place)
    {
        Look(value.Length);
        ContentEscape.AppendValue(text, value, place);
        Bound(0); // escaped it may be longer
    }

    /// <summary>Begins a rendering.</summary>
    public void Begin() => (began, writes) = (options.Time.GetTimestamp(), 0);

    /// <summary>Forgets what was written.</summary>
    public void End() => text.Clear();

    public override string ToString() => text.ToString();

    private void Look(int more)
    {
        Bound(more);
        if (++writes % WritesBetweenLooks == 0)
        {
            LookAtTime();
        }
    }

    private void Bound(int more)
    {
        if (text.Length + (long)more > options.MaxResult)
        {
            throw new RefusedRenderingException(RenderProblemCode.TooLong, $"The result grows beyond {options.MaxResult} characters; shorten the values or the loops.");
        }
    }

    public void LookAtTime()
    {
        if (options.Time.GetElapsedTime(began) > options.TimeBudget)
        {
            throw new RefusedRenderingException(RenderProblemCode.TooMuch, $"Filling it in takes longer than {options.TimeBudget}; make loops and partials fewer.");
        }
    }
}
