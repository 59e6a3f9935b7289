using System.Runtime.CompilerServices;
using System.Text.Json;

namespace OmniChannel.Delivery;

/// <summary>An adapter for a provider that is called over HTTP. A derived class says how a request is built and what an answer means; this class calls, and says what it means when no answer comes.</summary>
/// <remarks>
/// Safe for use by many threads at once. Every attempt is one request, unless <see cref="FollowUpAsync"/> says otherwise: nothing is repeated and no redirect followed here.
/// The breaker, the few retries of what certainly was not sent, the account's pace and the metrics are not here: they stand around every adapter, HTTP or not, where the dispatcher calls it.
/// What failed, or was cut by a deadline or a shutdown, before the body went out is NotSent; what did after it is Unknown. A request without a body counts as gone once it is handed to the client, unless there was no connection.
/// </remarks>
public abstract class HttpChannelAdapter : IChannelAdapter
{
    private const int MaxRequests = 3;

    private readonly Func<HttpClient> _client;
    private readonly HttpChannelSettings _settings;
    private AnswerTable? _table;

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

    /// <summary>The provider's table under the host's own meanings; made at first use, by whoever comes first.</summary>
    private AnswerTable Table => _table ??= Answers.With(_settings.Meanings);

    /// <summary>The name under which an account's client is registered with the host's <see cref="IHttpClientFactory"/>.</summary>
    public static string ClientName(Channel channel, string account) => $"OmniChannel/{channel}/{account}";

    /// <inheritdoc/>
    public abstract AddressCheck CheckAddress(string address);

    /// <inheritdoc/>
    public async ValueTask<AttemptOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        using var attempt = new CancellationTokenSource(_settings.Timeout, Time);
        using var caller = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), attempt);
        var under = default(Underway);
        try
        {
            BuiltRequest? step = await BuildRequestAsync(message, attempt.Token).ConfigureAwait(false);
            for (var sent = 1; ; sent++)
            {
                if (step.Value.Outcome is { } ended)
                {
                    return ended;
                }

                using var request = step.Value.Request ?? throw new InvalidOperationException($"{GetType().Name} gave default(BuiltRequest); give a request or an outcome.");
                if (Nowhere(request) is { } nowhere)
                {
                    return nowhere;
                }

                under.Begin(request);
                using var response = await CallAsync(request, attempt.Token).ConfigureAwait(false);
                if (response is null)
                {
                    return AttemptOutcome.Unknown("The HttpClient followed a redirect, so nobody knows who answered; build it on EgressGate.CreateHandler.");
                }

                var answer = await ReadAsync(response, attempt.Token).ConfigureAwait(false);
                under.Answered();
                step = sent < MaxRequests ? await FollowUpAsync(answer, message, sent, attempt.Token).ConfigureAwait(false) : null;
                if (step is null)
                {
                    return Judge(answer, message);
                }
            }
        }
        catch (HttpRequestException failure)
        {
            return TransportFailure.WasRefusedByGate(failure)
                ? StatusOutcome.Nowhere(_settings.EndpointOwner, null, EgressRefusedException.Problem)
                : TransportFailure.Outcome(failure, under.MayBeSent);
        }
        catch (OperationCanceledException) when (under.MayBeSent)
        {
            return AttemptOutcome.Unknown(cancellationToken.IsCancellationRequested
                ? "The attempt was cancelled after the request had gone out."
                : $"The request went out and no answer came within {_settings.Timeout}.");
        }
        catch (OperationCanceledException)
        {
            return AttemptOutcome.NotSent(AttemptFault.Provider, null, cancellationToken.IsCancellationRequested
                ? "The attempt was cancelled before anything of the message went out."
                : $"No connection to the endpoint within {_settings.Timeout}.");
        }
    }

    /// <summary>Builds the request of one message, or says what became of it without one: <c>AttemptOutcome.Rejected(AttemptFault.Message, …)</c> for what the provider cannot take.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>A request with an absolute https URI, and the body in its Content. It is sent once and disposed.</returns>
    protected abstract ValueTask<BuiltRequest> BuildRequestAsync(OutgoingMessage message, CancellationToken cancellationToken);

    /// <summary>The codes of the provider. Unless overridden, the table without rows.</summary>
    protected virtual AnswerTable Answers => AnswerTable.Empty;

    /// <summary>Reads what an answer says: accepted, with the provider's id, or refused, by which codes. Unless overridden, the status says everything.</summary>
    /// <param name="answer">The answer; its body may be cut short, see <see cref="HttpAnswer.IsBodyComplete"/>.</param>
    /// <remarks>A <see cref="JsonException"/> thrown here means a body that is not the JSON expected: <see cref="ProviderAnswer.Unreadable"/>.</remarks>
    protected virtual ProviderAnswer ReadAnswer(HttpAnswer answer) => ProviderAnswer.ByStatus;

    /// <summary>Says what an answer means. Unless overridden, what <see cref="Answers"/> and the account's <see cref="HttpChannelSettings.Meanings"/> say of what <see cref="ReadAnswer"/> reads.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="message">The message it answers.</param>
    protected virtual AttemptOutcome Classify(HttpAnswer answer, OutgoingMessage message)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return Table.Judge(answer, ReadAnswer(answer), _settings.EndpointOwner, _settings.MaxRetryAfter);
    }

    /// <summary>
    /// Judges by the status alone: 2xx is accepted; 3xx, 401, 402, 403 and 407 are the account's fault; 408, 425, 429 and 5xx were not sent, after Retry-After where it is given;
    /// 504 is unknown; 404 and 410 reject a recipient's endpoint; every other 4xx rejects the message.
    /// </summary>
    protected AttemptOutcome ClassifyByStatus(HttpAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return StatusOutcome.Of(answer, _settings.EndpointOwner, null, answer.RetryAfter);
    }

    /// <summary>The next request of the same attempt, for an answer that is not the last word: a token that had run out and was renewed, the second of two steps. At most three requests are made in all.</summary>
    /// <param name="answer">The answer to the request before. That request must not have sent the message.</param>
    /// <param name="message">The message.</param>
    /// <param name="sent">How many requests were made: 1 after the first.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The request, or the outcome; null to let <see cref="Classify"/> judge the answer.</returns>
    protected virtual ValueTask<BuiltRequest?> FollowUpAsync(HttpAnswer answer, OutgoingMessage message, int sent, CancellationToken cancellationToken) => new((BuiltRequest?)null);

    /// <summary>Asks something else of the provider, under the same rules: an access token, what became of a message. For <see cref="BuildRequestAsync"/>, <see cref="FollowUpAsync"/> and <see cref="IReconcilingAdapter"/>.</summary>
    /// <param name="request">A request with an absolute https URI; disposed here.</param>
    /// <param name="cancellationToken">Ends the question; the account's <see cref="HttpChannelSettings.Timeout"/> does in any case, so that who asks outside an attempt never waits for ever.</param>
    /// <exception cref="HttpRequestException">No answer came, or not in time. Thrown on, it ends the attempt as NotSent.</exception>
    protected async ValueTask<HttpAnswer> AskAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using (request)
        {
            if (Nowhere(request) is { } nowhere)
            {
                throw new HttpRequestException(nowhere.Detail);
            }

            using var question = new CancellationTokenSource(_settings.Timeout, Time);
            using var caller = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), question);
            try
            {
                using var response = await CallAsync(request, question.Token).ConfigureAwait(false) ?? throw new HttpRequestException("The HttpClient followed a redirect; build it on EgressGate.CreateHandler.");
                return await ReadAsync(response, question.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
            {
                throw new HttpRequestException($"No answer came within {_settings.Timeout}.", late);
            }
        }
    }

    /// <summary>Why a request must not be sent to where it leads; null when it may.</summary>
    private AttemptOutcome? Nowhere(HttpRequestMessage request)
    {
        var uri = request.RequestUri is { IsAbsoluteUri: true } absolute
            ? absolute
            : throw new InvalidOperationException($"{GetType().Name} gave a request without an absolute URI; give it the whole URL.");
        return uri.Scheme == Uri.UriSchemeHttps || (_settings.AllowPrivateNetworks && uri.Scheme == Uri.UriSchemeHttp)
            ? null
            : StatusOutcome.Nowhere(_settings.EndpointOwner, null, $"The endpoint's URL begins with {uri.Scheme}: and only https: is allowed.");
    }

    /// <returns>Null when the client followed a redirect.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<HttpResponseMessage?> CallAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var uri = request.RequestUri;
        var response = await _client().SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (response.RequestMessage?.RequestUri is { } answering && answering != uri)
        {
            response.Dispose();
            return null;
        }

        return response;
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

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<HttpAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var (body, isComplete) = await AnswerBody.ReadAsync(response.Content, _settings.MaxAnswerBytes, cancellationToken).ConfigureAwait(false);
        return new HttpAnswer(response, body, isComplete, _settings, Time.GetUtcNow());
    }

    private AttemptOutcome Judge(HttpAnswer answer, OutgoingMessage message)
    {
        try
        {
            return Classify(answer, message);
        }
        catch (JsonException)
        {
            return Table.Judge(answer, ProviderAnswer.Unreadable, _settings.EndpointOwner, _settings.MaxRetryAfter);
        }
    }
}
