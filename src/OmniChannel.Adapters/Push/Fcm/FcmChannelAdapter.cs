using System.Net;
using System.Text.Json;
using OmniChannel.Accounts;
using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Push;

/// <summary>Notifications to apps by Firebase Cloud Messaging's HTTP v1 API.</summary>
internal sealed class FcmChannelAdapter : HttpAccountAdapter
{
    private const string Scope = "https://www.googleapis.com/auth/firebase.messaging";

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan Youngest = TimeSpan.FromMinutes(1);

    private readonly FcmServiceAccount _key;
    private readonly Uri _url;
    private readonly TimeSpan _timeout;
    private readonly AccessTokens _tokens;

    /// <summary>An adapter for one project.</summary>
    public FcmChannelAdapter(string account, FcmOptions options, HttpClient client, TimeProvider time)
        : base(new(options.Channel), account, options, new("https://fcm.googleapis.com/"), client, time)
    {
        _key = FcmServiceAccount.Read(options.ServiceAccount).Account ?? throw new ArgumentException("ServiceAccount cannot be used.", nameof(options));
        _url = At($"v1/projects/{Uri.EscapeDataString(string.IsNullOrEmpty(options.ProjectId) ? _key.ProjectId : options.ProjectId)}/messages:send");
        _timeout = options.Timeout;
        _tokens = new(AskForTokenAsync, time);
    }

    /// <inheritdoc/>
    protected override AnswerTable Answers => FcmAnswers.Table;

    /// <inheritdoc/>
    public override AddressCheck CheckAddress(string address) => PushAddress.CheckToken(address);

    /// <inheritdoc/>
    protected override async ValueTask<BuiltRequest> BuildRequestAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        if (PushText.Refuse(message) is { } refused)
        {
            return refused;
        }

        if (FcmMessage.Write(message, Time.GetUtcNow(), out var size) is not { } content)
        {
            return PushText.TooLong(size, FcmMessage.MaxPayload);
        }

        var token = await _tokens.GetAsync(cancellationToken).ConfigureAwait(false);
        return token.Problem is { } problem ? problem : Post(_url, content, token.Authorization);
    }

    /// <summary>A token can be taken back before its end. A young one that is refused says something else.</summary>
    protected override async ValueTask<BuiltRequest?> FollowUpAsync(HttpAnswer answer, OutgoingMessage message, int sent, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return answer.Status == HttpStatusCode.Unauthorized && sent == 1 && _tokens.Drop(Youngest) ? await BuildRequestAsync(message, cancellationToken).ConfigureAwait(false) : (BuiltRequest?)null;
    }

    /// <inheritdoc/>
    protected override ProviderAnswer ReadAnswer(HttpAnswer answer)
    {
        using var json = WireJson.Parse(answer.Body);
        return !answer.IsSuccess ? FcmAnswers.Refusal(json.RootElement)
            : json.RootElement.Text("name") is { Length: > 0 } name ? ProviderAnswer.Accepted(name)
            : ProviderAnswer.Unreadable;
    }

    /// <summary>Asks for an access token by a signed assertion (RFC 7523, section 2.1). It outlives the attempt that needed it first, so it has a deadline of its own.</summary>
    private async Task<AccessToken> AskForTokenAsync()
    {
        var now = Time.GetUtcNow();
        using var patience = new CancellationTokenSource(_timeout, Time);
        try
        {
            var content = WireForm.Content(("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("assertion", Assertion(now)));
            var answer = await AskAsync(new HttpRequestMessage(HttpMethod.Post, _key.TokenUri) { Content = content }, patience.Token).ConfigureAwait(false);
            return Read(answer, now);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return new() { Problem = AttemptOutcome.NotSent(AttemptFault.Provider, null, "The token endpoint of the service account gave no answer.") };
        }
    }

    private string Assertion(DateTimeOffset now) => SignedToken.Rs256(
        _key.Key,
        header =>
        {
            header.WriteString("typ", "JWT");
            PushText.WriteGiven(header, "kid", _key.KeyId);
        },
        claims =>
        {
            claims.WriteString("iss", _key.ClientEmail);
            claims.WriteString("scope", Scope);
            claims.WriteString("aud", _key.TokenUri.AbsoluteUri);
            claims.WriteNumber("iat", now.ToUnixTimeSeconds());
            claims.WriteNumber("exp", (now + Lifetime).ToUnixTimeSeconds());
        });

    private static AccessToken Read(HttpAnswer answer, DateTimeOffset now)
    {
        try
        {
            using var json = WireJson.Parse(answer.Body);
            var code = ProviderAnswer.Refused(json.RootElement.Text("error")).Codes is [var known] ? known : null;
            var status = (int)answer.Status;
            return answer.IsSuccess && json.RootElement.Text("access_token") is { Length: > 0 } token && !token.AsSpan().ContainsAnyExceptInRange('!', '~')
                ? new() { Value = token, Authorization = $"Bearer {token}", From = now, Until = now + TimeSpan.FromSeconds(Math.Clamp(json.RootElement.Number("expires_in") ?? 0, 60, 86_400)) }
                : new() { Problem = status is >= 400 and < 500 and not 408 and not 429 ? AttemptOutcome.NotSent(AttemptFault.Account, code ?? "token", "The token endpoint refuses the service account: look at its key, its clock and its permissions.") : Failed(answer, code) };
        }
        catch (JsonException)
        {
            return new() { Problem = Failed(answer, null) };
        }
    }

    private static AttemptOutcome Failed(HttpAnswer answer, string? code) =>
        AttemptOutcome.NotSent(AttemptFault.Provider, code, "The token endpoint gave no token.", answer.RetryAfter);
}
