namespace OmniChannel.Delivery;

/// <summary>How far the request of an attempt got: whether its bytes may have gone out without an answer. Kept in the attempt itself, and not copied.</summary>
internal struct Underway
{
    private HttpContent? _body;
    private bool _handedOver;

    public readonly bool MayBeSent => _body switch
    {
        RequestBody body => body.Started,
        SentMark mark => mark.Started,
        _ => _handedOver,
    };

    /// <summary>The request is handed to the client; its body is marked.</summary>
    public void Begin(HttpRequestMessage request)
    {
        if (request.Content is RequestBody body)
        {
            body.Begin();
        }
        else if (request.Content is { } content)
        {
            request.Content = new SentMark(content);
        }

        _body = request.Content;
        _handedOver = true;
    }

    /// <summary>It was answered: what fails from here on is another request, or none.</summary>
    public void Answered() => (_body, _handedOver) = (null, false);
}
