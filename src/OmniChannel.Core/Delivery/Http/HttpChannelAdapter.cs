using System.Text.Json;

namespace OmniChannel.Delivery;

/// <summary>An adapter for a provider that is called over HTTP. A derived class says how a request is built and what an answer means; this class calls, and says what it means when no answer comes.</summary>
/// <remarks>
/// Safe for use by many threads at once. Every attempt is one request: nothing is repeated and no redirect followed here.
/// What failed before the body went out is NotSent; what failed after it is Unknown.
/// </remarks>
public abstract class HttpChannelAdapter : IChannelAdapter
{
    private readonly Func<HttpClient> _client;
    private readonly HttpChannelSettings _settings;

    /// <summary>Takes its client by name, see <see cref="ClientName"/>, from the host's factory.</summary>
    /// <param name="settings">What the account says.</param>
    /// <param name="clients">A factory whose client of that name is built on <see cref="EgressGate.CreateHandler"/>.</param>
    /// <param name="time">The clock that timeouts and dates are measured by.</param>
    /// <exception cref="ArgumentException">The settings cannot be used; the message lists every reason.</exception>
    protected HttpChannelAdapter(HttpChannelSettings settings, IHttpClientFactory clients, TimeProvider time)
        : this(settings, FromFactory(settings, clients), time)
    {
    }

    /// <summary>Uses one client for its whole life.</summary>
    /// <param name="settings">What the account says.</param>
    /// <param name="client">A client built on <see cref="EgressGate.CreateHandler"/>. Its own timeout, where it is shorter, ends an attempt as ours does.</param>
    /// <param name="time">The clock that timeouts and dates are measured by.</param>
    /// <exception cref="ArgumentException">The settings cannot be used; the message lists every reason.</exception>
    protected HttpChannelAdapter(HttpChannelSettings settings, HttpClient client, TimeProvider time)
        : this(settings, () => client, time) => ArgumentNullException.ThrowIfNull(client);

    private HttpChannelAdapter(HttpChannelSettings settings, Func<HttpClient> client, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(time);
        _settings = settings.ThrowIfUnusable();
        _client = client;
        Time = time;
    }

    /// <inheritdoc/>
    public Channel Channel => _settings.Channel;

    /// <inheritdoc/>
    public string Account => _settings.Account;

    /// <summary>The clock it was given.</summary>
    protected TimeProvider Time { get; }

    /// <summary>The name under which an account's client is registered with the host's <see cref="IHttpClientFactory"/>.</summary>
    public static string ClientName(Channel channel, string account) => $"OmniChannel/{channel}/{account}";

    /// <inheritdoc/>
    public abstract AddressCheck CheckAddress(string address);

    /// <inheritdoc/>
    public async ValueTask<AttemptOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        using var timeout = new CancellationTokenSource(_settings.Timeout, Time);
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        SentMark? body = null;
        var handedOver = false;
        bool MayBeSent() => body?.Started ?? handedOver;
        try
        {
            using var request = await BuildRequestAsync(message, attempt.Token).ConfigureAwait(false);
            var uri = request.RequestUri is { IsAbsoluteUri: true } absolute
                ? absolute
                : throw new InvalidOperationException($"{GetType().Name}.BuildRequestAsync gave a request without an absolute URI; give it the whole URL.");
            if (uri.Scheme != Uri.UriSchemeHttps && !(_settings.AllowPrivateNetworks && uri.Scheme == Uri.UriSchemeHttp))
            {
                return StatusOutcome.Nowhere(_settings.EndpointOwner, null, $"The endpoint's URL begins with {uri.Scheme}: and only https: is allowed.");
            }

            if (request.Content is not null)
            {
                request.Content = body = new SentMark(request.Content);
            }

            handedOver = true;
            using var response = await _client().SendAsync(request, HttpCompletionOption.ResponseHeadersRead, attempt.Token).ConfigureAwait(false);
            if (response.RequestMessage?.RequestUri is { } answering && answering != uri)
            {
                return AttemptOutcome.Unknown("The HttpClient followed a redirect, so nobody knows who answered; build it on EgressGate.CreateHandler.");
            }

            return await JudgeAsync(response, message, attempt.Token).ConfigureAwait(false);
        }
        catch (HttpRequestException failure)
        {
            return TransportFailure.WasRefusedByGate(failure)
                ? StatusOutcome.Nowhere(_settings.EndpointOwner, null, EgressRefusedException.Problem)
                : TransportFailure.Outcome(failure, MayBeSent());
        }
        catch (OperationCanceledException) when (MayBeSent())
        {
            return AttemptOutcome.Unknown(cancellationToken.IsCancellationRequested
                ? "The attempt was cancelled after the request had gone out."
                : $"The request went out and no answer came within {_settings.Timeout}.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return AttemptOutcome.NotSent(AttemptFault.Provider, null, $"No connection to the endpoint within {_settings.Timeout}.");
        }
    }

    /// <summary>Builds the request of one message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>A request with an absolute https URI, and the body in its Content. It is sent once and disposed.</returns>
    protected abstract ValueTask<HttpRequestMessage> BuildRequestAsync(OutgoingMessage message, CancellationToken cancellationToken);

    /// <summary>Says what an answer means. Unless overridden, <see cref="ClassifyByStatus"/>.</summary>
    /// <param name="answer">The answer; its body may be cut short, see <see cref="HttpAnswer.IsBodyComplete"/>.</param>
    /// <param name="message">The message it answers.</param>
    /// <remarks>A <see cref="JsonException"/> thrown here means a body that is not the JSON expected: Unknown after a success, else judged by the status.</remarks>
    protected virtual AttemptOutcome Classify(HttpAnswer answer, OutgoingMessage message) => ClassifyByStatus(answer);

    /// <summary>
    /// Judges by the status alone: 2xx is accepted; 3xx, 401, 402, 403 and 407 are the account's fault; 408, 425, 429 and 5xx were not sent, after Retry-After where it is given;
    /// 504 is unknown; 404 and 410 reject a recipient's endpoint; every other 4xx rejects the message.
    /// </summary>
    protected AttemptOutcome ClassifyByStatus(HttpAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return StatusOutcome.Of(answer, _settings.EndpointOwner);
    }

    private static Func<HttpClient> FromFactory(HttpChannelSettings settings, IHttpClientFactory clients)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(clients);
        var name = ClientName(settings.Channel, settings.Account);
        return () =>
        {
            var client = clients.CreateClient(name);
            client.Timeout = System.Threading.Timeout.InfiniteTimeSpan;
            return client;
        };
    }

    private async ValueTask<AttemptOutcome> JudgeAsync(HttpResponseMessage response, OutgoingMessage message, CancellationToken cancellationToken)
    {
        var (body, isComplete) = await AnswerBody.ReadAsync(response.Content, _settings.MaxAnswerBytes, cancellationToken).ConfigureAwait(false);
        var answer = new HttpAnswer(response, body, isComplete, _settings, Time.GetUtcNow());
        try
        {
            return Classify(answer, message);
        }
        catch (JsonException)
        {
            return answer.IsSuccess ? AttemptOutcome.Unknown($"{(int)answer.Status} with a body that cannot be read.") : ClassifyByStatus(answer);
        }
    }
}
