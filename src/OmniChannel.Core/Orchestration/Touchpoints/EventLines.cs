namespace OmniChannel;

/// <summary>The lines of a stream, one after the other, in one buffer that grows to the longest line that is read. Not for several threads.</summary>
internal sealed class EventLines(Stream stream, int maxLine)
{
    private byte[] buffer = new byte[64 * 1024];
    private int from;
    private int to;
    private bool isOver;

    /// <summary>How many octets were taken.</summary>
    public long Bytes { get; private set; }

    /// <summary>Whether the last line was longer than is read: then it is empty.</summary>
    public bool WasTooLong { get; private set; }

    /// <summary>The next line without its end; null after the last. It is overwritten by the next call.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> NextAsync(CancellationToken cancellationToken)
    {
        WasTooLong = false;
        var looked = 0;
        while (true)
        {
            var end = buffer.AsSpan(from + looked, to - from - looked).IndexOf((byte)'\n');
            if (end >= 0)
            {
                return Take(looked + end, 1);
            }

            looked = to - from;
            if (isOver)
            {
                // Not by ?: with null, which would be an empty line: an array's null converts to one.
                if (looked == 0 && !WasTooLong)
                {
                    return null;
                }

                return Take(looked, 0);
            }

            if (looked > maxLine)
            {
                // The rest of it is passed over, up to its end.
                (WasTooLong, Bytes, from, to, looked) = (true, Bytes + looked, 0, 0, 0);
            }

            await FillAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private ReadOnlyMemory<byte> Take(int length, int ending)
    {
        var line = buffer.AsMemory(from, length);
        from += length + ending;
        Bytes += length + ending;
        WasTooLong |= length > maxLine;
        return WasTooLong ? default : line.TrimEnd((byte)'\r');
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (from > 0)
        {
            buffer.AsSpan(from, to - from).CopyTo(buffer);
            (from, to) = (0, to - from);
        }

        if (to == buffer.Length)
        {
            Array.Resize(ref buffer, buffer.Length * 2);
        }

        var read = await stream.ReadAsync(buffer.AsMemory(to), cancellationToken).ConfigureAwait(false);
        to += read;
        isOver = read == 0;
    }
}
