using System.Net;

namespace OmniChannel.Delivery;

/// <summary>A request's body that remembers whether anything asked for its bytes. Until then at most headers went out, and no server acts on a request whose announced body has not come.</summary>
internal sealed class SentMark : HttpContent
{
    private readonly HttpContent _content;
    private volatile bool _started;

    internal SentMark(HttpContent content)
    {
        _content = content;
        foreach (var (name, values) in content.Headers.NonValidated)
        {
            // Nearly every header has one value, and a list of it would be made for nothing.
            _ = values.Count == 1 ? Headers.TryAddWithoutValidation(name, values.ToString()) : Headers.TryAddWithoutValidation(name, values);
        }
    }

    internal bool Started => _started;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        _started = true;
        return _content.CopyToAsync(stream, context, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _content.Headers.ContentLength ?? -1;
        return length >= 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
        }

        base.Dispose(disposing);
    }
}
