using System.Globalization;
using System.Text;

namespace OmniChannel;

/// <summary>Keeps what is written, up to a length and for a time.</summary>
internal sealed class BoundedWriter(HandlebarsOptions options, StringBuilder text) : TextWriter(CultureInfo.InvariantCulture)
{
    private const int WritesBetweenLooks = 64;
    private const int LargestKept = 16_384;
    private readonly long began = options.Time.GetTimestamp();
    private int writes;

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

    /// <summary>What was written into, empty for the next rendering; null where it has grown too large to be kept.</summary>
    public StringBuilder? Emptied() => text.Capacity > LargestKept ? null : text.Clear();

    public override string ToString() => text.ToString();

    private void Look(int more)
    {
        if (text.Length + (long)more > options.MaxResult)
        {
            throw new RefusedRenderingException(RenderProblemCode.TooLong, $"The result grows beyond {options.MaxResult} characters; shorten the values or the loops.");
        }

        if (++writes % WritesBetweenLooks == 0)
        {
            LookAtTime();
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
