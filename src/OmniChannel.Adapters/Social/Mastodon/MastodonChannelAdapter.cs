using System.Net;
using OmniChannel.Accounts;
using OmniChannel.Delivery;
using OmniChannel.Sms;
using OmniChannel.Wire;
using static OmniChannel.Delivery.AnswerMeaning;

namespace OmniChannel.Social;

/// <summary>Posts on Mastodon. Its servers honour an idempotency key for one hour.</summary>
internal sealed class MastodonChannelAdapter : HttpAccountAdapter
{
    /// <summary>What Mastodon counts a link as, however long it is.</summary>
    private const int LinkLength = 23;

    /// <summary>Of our own: servers take 16 MB unless they say otherwise.</summary>
    internal const int MaxImage = 8 * 1_048_576;

    private readonly MastodonOptions _options;
    private readonly string _authorization;
    private readonly Uri _url;

    /// <summary>An adapter for one account.</summary>
    public MastodonChannelAdapter(string account, MastodonOptions options, HttpClient client, TimeProvider time)
        : base(OwnPosts.Mastodon(options.MaxCharacters).Channel, account, options, options.BaseAddress ?? new("https://mastodon.social/"), client, time, dialect: RetryAfterDialect.ResetAtInstant, answerBytes: MaxImage)
    {
        _options = options;
        _authorization = $"Bearer {options.AccessToken}";
        _url = At("api/v1/statuses");
    }

    /// <summary>Mastodon says why in words that change with the server's language, so all goes by the status.</summary>
    protected override AnswerTable Answers { get; } = new(
        new AnswerRule { Codes = ["HTTP 404", "HTTP 410"], Means = AccountRefused, Because = "The server knows no such account or path; look at BaseAddress." });

    /// <inheritdoc/>
    public override AddressCheck CheckAddress(string address) => OwnPosts.Check(address, _options.Handle);

    /// <summary>How long a server finds a text: as people count, each link as 23.</summary>
    public static int LengthOf(string text) => text.Split(' ', '\n', '\t').Sum(word => 1 + (word.StartsWith("https://", StringComparison.Ordinal) || word.StartsWith("http://", StringComparison.Ordinal) ? LinkLength : TextLength.Count(word, TextUnit.Graphemes))) - 1;

    /// <inheritdoc/>
    protected override async ValueTask<BuiltRequest> BuildRequestAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var text = SmsText.Of(message);
        var length = LengthOf(text);
        if (text.Length == 0 || length > _options.MaxCharacters)
        {
            return AttemptOutcome.Rejected(AttemptFault.Message, null, $"The text has {length} characters; this server takes 1 to {_options.MaxCharacters}.");
        }

        if (message.Content.Image is not { } url)
        {
            return StatusOf(message, text, null);
        }

        var (image, refused) = await FetchImageAsync(url, MaxImage, cancellationToken).ConfigureAwait(false);
        if (image is null)
        {
            return refused!;
        }

        // 202 means that it is not ready, and a status with it would be refused.
        var answer = await AskAsync(Post(At("api/v2/media"), FileForm.Content("file", image.FileName, image.Type, image.Bytes.Span), _authorization), cancellationToken).ConfigureAwait(false);
        return answer.Status == HttpStatusCode.OK && IdIn(answer) is { } media ? StatusOf(message, text, media) : Unsent(answer, message);
    }

    private HttpRequestMessage StatusOf(OutgoingMessage message, string text, string? media)
    {
        var request = Post(
            _url,
            WireJson.Content(json =>
            {
                json.WriteStartObject();
                json.WriteString("status", text);
                json.WriteString("visibility", _options.Visibility);
                if (media is not null)
                {
                    json.WriteStartArray("media_ids");
                    json.WriteStringValue(media);
                    json.WriteEndArray();
                }

                json.WriteEndObject();
            }),
            _authorization);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", message.IdempotencyKey);
        return request;
    }

    /// <inheritdoc/>
    protected override ProviderAnswer ReadAnswer(HttpAnswer answer)
    {
        using var json = WireJson.Parse(answer.Body);
        return !answer.IsSuccess ? ProviderAnswer.Refused()
            : json.RootElement.Text("id") is { Length: > 0 } id ? ProviderAnswer.Accepted(id)
            : ProviderAnswer.Unreadable;
    }
}
