using System.Net;
using OmniChannel.Accounts;
using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Social;

/// <summary>Posts on Bluesky, by putRecord under a name that is made of the message's key, so that a repetition is harmless for ever. The session is kept and renewed.</summary>
internal sealed class BlueskyChannelAdapter : HttpAccountAdapter, IReconcilingAdapter, IDisposable
{
    private readonly BlueskyOptions _options;
    private readonly SemaphoreSlim _signingIn = new(1, 1);
    private volatile BlueskySession? _session;

    /// <summary>An adapter for one account.</summary>
    public BlueskyChannelAdapter(string account, BlueskyOptions options, HttpClient client, TimeProvider time)
        : base(OwnPosts.Bluesky.Channel, account, options, new("https://bsky.social/"), client, time, dialect: RetryAfterDialect.RateLimitReset, answerBytes: BlueskyPost.MaxImage) => _options = options;

    /// <inheritdoc/>
    protected override AnswerTable Answers => BlueskyAnswers.Table;

    /// <inheritdoc/>
    public override AddressCheck CheckAddress(string address) => OwnPosts.Check(address, _options.Handle);

    /// <inheritdoc/>
    public void Dispose() => _signingIn.Dispose();

    /// <summary>Looks whether the record is there: its name is known before it is sent.</summary>
    public async ValueTask<ReconcileAnswer> ReconcileAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var (session, refused) = await SignInAsync(null, cancellationToken).ConfigureAwait(false);
        if (session is null)
        {
            return ReconcileAnswer.Unclear(refused!.Detail ?? "Nobody is signed in.", refused.RetryAfter);
        }

        var answer = await AskAsync(
            new(HttpMethod.Get, new Uri($"{BaseAddress}xrpc/com.atproto.repo.getRecord?repo={Uri.EscapeDataString(session.Did)}&collection={BlueskyPost.Collection}&rkey={BlueskyPost.KeyOf(message)}")),
            cancellationToken).ConfigureAwait(false);
        return answer.IsSuccess ? ReconcileAnswer.Sent($"at://{session.Did}/{BlueskyPost.Collection}/{BlueskyPost.KeyOf(message)}")
            : BlueskyAnswers.CodeOf(answer.Body) == "RecordNotFound" ? ReconcileAnswer.NotSent()
            : ReconcileAnswer.Unclear($"The server answers {(int)answer.Status}.", answer.RetryAfter);
    }

    /// <inheritdoc/>
    protected override async ValueTask<BuiltRequest> BuildRequestAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        if (BlueskyPost.Refuse(message) is { } refused)
        {
            return refused;
        }

        var (session, outcome) = await SignInAsync(null, cancellationToken).ConfigureAwait(false);
        return session is null ? outcome! : await RequestOfAsync(message, session, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A token that has run out is renewed, once in an attempt.</summary>
    protected override async ValueTask<BuiltRequest?> FollowUpAsync(HttpAnswer answer, OutgoingMessage message, int sent, CancellationToken cancellationToken)
    {
        if (sent > 1 || !IsExpired(answer))
        {
            return null;
        }

        var (session, outcome) = await SignInAsync(_session, cancellationToken).ConfigureAwait(false);
        return session is null ? outcome! : await RequestOfAsync(message, session, cancellationToken).ConfigureAwait(false);
    }

    private static bool IsExpired(HttpAnswer answer) => answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized && BlueskyAnswers.CodeOf(answer.Body) is "ExpiredToken" or "InvalidToken";

    /// <inheritdoc/>
    protected override ProviderAnswer ReadAnswer(HttpAnswer answer)
    {
        using var json = WireJson.Parse(answer.Body);
        return !answer.IsSuccess ? ProviderAnswer.Refused(json.RootElement.Text("error"))
            : json.RootElement.Text("uri") is { Length: > 0 } uri ? ProviderAnswer.Accepted(uri)
            : ProviderAnswer.Unreadable;
    }

    private async ValueTask<BuiltRequest> RequestOfAsync(OutgoingMessage message, BlueskySession session, CancellationToken cancellationToken)
    {
        if (message.Content.Image is not { } url)
        {
            return Record(message, session, null);
        }

        var (image, refused) = await FetchImageAsync(url, BlueskyPost.MaxImage, cancellationToken).ConfigureAwait(false);
        if (image is null)
        {
            return refused!;
        }

        var answer = await AskAsync(Post(At("xrpc/com.atproto.repo.uploadBlob"), image.Content(), $"Bearer {session.Access}"), cancellationToken).ConfigureAwait(false);
        if (IsExpired(answer))
        {
            var (renewed, outcome) = await SignInAsync(session, cancellationToken).ConfigureAwait(false);
            if (renewed is null)
            {
                return outcome!;
            }

            session = renewed;
            answer = await AskAsync(Post(At("xrpc/com.atproto.repo.uploadBlob"), image.Content(), $"Bearer {session.Access}"), cancellationToken).ConfigureAwait(false);
        }

        // The same bytes have the same name for ever, so that a repetition writes the same record.
        return IdIn(answer, "blob", "ref", "$link") is { } blob ? Record(message, session, new() { Link = blob, Type = image.Type, Size = image.Bytes.Length }) : Unsent(answer, message);
    }

    private HttpRequestMessage Record(OutgoingMessage message, BlueskySession session, BlueskyBlob? image) =>
        Post(At("xrpc/com.atproto.repo.putRecord"), BlueskyPost.Write(message, session.Did, _options.Languages, image), $"Bearer {session.Access}");

    /// <summary>The session that is kept; else, and where <paramref name="stale"/> is the one that is kept, a new one: renewed, or signed in for. Whoever comes second takes what the first has got.</summary>
    private async ValueTask<(BlueskySession? Session, AttemptOutcome? Refused)> SignInAsync(BlueskySession? stale, CancellationToken cancellationToken)
    {
        if (_session is { } kept && kept != stale)
        {
            return (kept, null);
        }

        await _signingIn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_session is { } other && other != stale)
            {
                return (other, null);
            }

            var renewed = stale is null ? null : await AskAsync(Renewal(stale), cancellationToken).ConfigureAwait(false);
            if (renewed is { IsSuccess: true } && BlueskySession.Read(renewed.Body) is { } session)
            {
                _session = session;
                return (session, null);
            }

            _session = null;
            var answer = await AskAsync(SignIn(), cancellationToken).ConfigureAwait(false);
            _session = answer.IsSuccess ? BlueskySession.Read(answer.Body) : null;
            return _session is { } created ? (created, null) : (null, Refusal(answer));
        }
        finally
        {
            _signingIn.Release();
        }
    }

    private HttpRequestMessage Renewal(BlueskySession session) => new(HttpMethod.Post, new Uri(BaseAddress + "xrpc/com.atproto.server.refreshSession")) { Headers = { Authorization = new("Bearer", session.Refresh) } };

    private HttpRequestMessage SignIn() => Post(At("xrpc/com.atproto.server.createSession"), WireJson.Content(json =>
    {
        json.WriteStartObject();
        json.WriteString("identifier", _options.Handle);
        json.WriteString("password", _options.AppPassword);
        json.WriteEndObject();
    }));

    /// <summary>Nothing was sent, whatever it says.</summary>
    private static AttemptOutcome Refusal(HttpAnswer answer) => AttemptOutcome.NotSent(
        answer.Status is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError || answer.IsSuccess ? AttemptFault.Provider : AttemptFault.Account,
        ((int)answer.Status).ToString(System.Globalization.CultureInfo.InvariantCulture),
        "Bluesky did not sign us in.",
        answer.RetryAfter);
}
