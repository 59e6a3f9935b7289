using System.Runtime.CompilerServices;

namespace OmniChannel.Delivery;

/// <summary>Reads an answer's body up to a limit. The status has come by then, so a body that breaks off is not an attempt that failed.</summary>
internal static class AnswerBody
{
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    internal static async ValueTask<(ReadOnlyMemory<byte> Body, bool IsComplete)> ReadAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        if (limit == 0)
        {
            return (default, content.Headers.ContentLength == 0);
        }

        var expected = content.Headers.ContentLength is { } length ? (int)Math.Min(length, limit) : Math.Min(1024, limit);
        // One byte more than is kept tells a body that just fits from one that goes on.
        var bytes = new byte[expected + 1];
        var read = 0;
        try
        {
            var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                int more;
                while ((more = await stream.ReadAsync(bytes.AsMemory(read), cancellationToken).ConfigureAwait(false)) > 0)
                {
                    read += more;
                    if (read > limit)
                    {
                        return (bytes.AsMemory(0, limit), false);
                    }

                    if (read == bytes.Length)
                    {
                        Array.Resize(ref bytes, Math.Min(bytes.Length * 2, limit + 1));
                    }
                }
            }

            return (bytes.AsMemory(0, read), true);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException)
        {
            return (bytes.AsMemory(0, read), false);
        }
    }
}
