namespace OmniChannel.Delivery;

/// <summary>How far the request of an attempt got: whether its bytes may have gone out without an answer.</summary>
internal sealed class Underway
{
    private SentMark? _body;
    private bool _handedOver;

    public bool MayBeSent => _body?.Started ?? _handedOver;

    /// <summary>The request is handed to the client; its body is marked.</summary>
    public void Begin(HttpRequestMessage request)
    {
        _body = request.Content is null ? null : new SentMark(request.Content);
        request.Content = _body;
        _handedOver = true;
    }

    /// <summary>It was answered: what fails from here on is another request, or none.</summary>
    public void Answered() => (_body, _handedOver) = (null, false);
}
