using System.Net;

namespace OmniChannel.Delivery;

/// <summary>What a provider answered, with as much of its body as the account reads. Immutable.</summary>
public sealed class HttpAnswer
{
    private readonly HttpResponseMessage _response;
    private readonly HttpChannelSettings _settings;
    private readonly DateTimeOffset _now;

    internal HttpAnswer(HttpResponseMessage response, ReadOnlyMemory<byte> body, bool isBodyComplete, HttpChannelSettings settings, DateTimeOffset now)
    {
        (_response, _settings, _now) = (response, settings, now);
        Body = body;
        IsBodyComplete = isBodyComplete;
    }

    /// <summary>The status.</summary>
    public HttpStatusCode Status => _response.StatusCode;

    /// <summary>Whether the status is 200 to 299. A provider may still say no in the body.</summary>
    public bool IsSuccess => _response.IsSuccessStatusCode;

    /// <summary>The body's bytes, at most <see cref="HttpChannelSettings.MaxAnswerBytes"/>.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>Whether <see cref="Body"/> is the whole of it: false when it was longer, broke off or came too slowly.</summary>
    public bool IsBodyComplete { get; }

    /// <summary>The wait that the answer asks for by the account's <see cref="HttpChannelSettings.RetryAfter"/>, never zero and cut to the account's maximum; null when there is none to follow. Headers that tell of a limit's next reset are heard with status 429 only: many providers send them with every answer.</summary>
    public TimeSpan? RetryAfter => RetryAfterAnswer.Read(_settings.RetryAfter, _response, Body, _now, _settings.MaxRetryAfter);

    /// <summary>A header's value, several joined by ", "; null when it is absent. Names are compared without case.</summary>
    public string? Header(string name) =>
        _response.Headers.NonValidated.TryGetValues(name, out var values) || _response.Content.Headers.NonValidated.TryGetValues(name, out values)
            ? values.ToString()
            : null;
}
