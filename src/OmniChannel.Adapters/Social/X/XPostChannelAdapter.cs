using OmniChannel.Delivery;
using OmniChannel.Sms;

namespace OmniChannel.Social;

/// <summary>Posts on X by its API v2; its webhook brings mentions and follows.</summary>
internal sealed class XPostChannelAdapter(string account, XOptions options, HttpClient client, TimeProvider time) : XAdapter(OwnPosts.X, account, options, client, time)
{
    private const int MaxWeight = 280;

    private readonly string _own = options.UserId;

    /// <inheritdoc/>
    protected override AnswerTable Answers => XAnswers.Posts;

    /// <inheritdoc/>
    public override AddressCheck CheckAddress(string address) => OwnPosts.Check(address, _own);

    /// <inheritdoc/>
    protected override async ValueTask<BuiltRequest> BuildRequestAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var text = SmsText.Of(message);
        var weight = TextLength.Count(text, TextUnit.XWeighted);
        return weight is 0 or > MaxWeight ? AttemptOutcome.Rejected(AttemptFault.Message, null, $"The text weighs {weight}; X takes 1 to {MaxWeight}.")
            : message.Content.Image is { } image ? await WithImageAsync(message, text, image, cancellationToken).ConfigureAwait(false)
            : RequestOf(At("2/tweets"), text);
    }

    private async ValueTask<BuiltRequest> WithImageAsync(OutgoingMessage message, string text, Uri url, CancellationToken cancellationToken)
    {
        var (image, refused) = await FetchImageAsync(url, XMedia.MaxImage, cancellationToken).ConfigureAwait(false);
        if (image is null)
        {
            return refused!;
        }

        var answer = await AskAsync(RequestOf(At("2/media/upload"), XMedia.Upload(image)), cancellationToken).ConfigureAwait(false);
        return IdIn(answer, "data", "id") is { } media ? RequestOf(At("2/tweets"), XMedia.Post(text, media)) : Unsent(answer, message);
    }

    /// <inheritdoc/>
    protected override ProviderAnswer ReadAnswer(HttpAnswer answer) => XAnswers.Read(answer, "id");
}
