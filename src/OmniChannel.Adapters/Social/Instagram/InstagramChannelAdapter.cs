using OmniChannel.Delivery;
using OmniChannel.Sms;

namespace OmniChannel.Social;

/// <summary>Posts on Instagram by content publishing: a container is made of image and caption, and published by the request that is the send.</summary>
internal sealed class InstagramChannelAdapter(string account, InstagramOptions options, HttpClient client, TimeProvider time)
    : MetaPostsAdapter(OwnPosts.Instagram, account, options.AccountId, options, client, time)
{
    private const int MaxText = 2_200;

    /// <inheritdoc/>
    protected override AnswerTable Answers => InstagramAnswers.Table;

    /// <summary>A container is no post: nobody sees one that is not published, and it is gone after 24 hours.</summary>
    protected override async ValueTask<BuiltRequest> BuildRequestAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var text = SmsText.Of(message);
        if (message.Content.Image is not { } image)
        {
            return AttemptOutcome.Rejected(AttemptFault.Message, null, "There is no image, and Instagram takes no post without one.");
        }

        if (text.Length > MaxText)
        {
            return AttemptOutcome.Rejected(AttemptFault.Message, null, $"The text has {text.Length} characters; a caption takes {MaxText}.");
        }

        var answer = await AskAsync(PostTo("media", ("image_url", image.AbsoluteUri), ("caption", text)), cancellationToken).ConfigureAwait(false);
        return IdIn(answer) is { } container ? PostTo("media_publish", ("creation_id", container)) : Unsent(answer, message);
    }
}
