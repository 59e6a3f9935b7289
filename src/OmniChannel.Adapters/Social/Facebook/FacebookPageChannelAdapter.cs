using OmniChannel.Delivery;
using OmniChannel.Messaging;
using OmniChannel.Sms;
using static OmniChannel.Delivery.AnswerMeaning;

namespace OmniChannel.Social;

/// <summary>Posts of a Facebook Page by the Pages API: a text with its link, or an image with the text below.</summary>
internal sealed class FacebookPageChannelAdapter(string account, FacebookPageOptions options, HttpClient client, TimeProvider time)
    : MetaPostsAdapter(OwnPosts.FacebookPage, account, options.PageId, options, client, time)
{
    private const int MaxText = 63_206;

    /// <summary>From memory and from what others reported; not checked against Meta.</summary>
    protected override AnswerTable Answers { get; } = new(
        new AnswerRule { Codes = ["506"], Means = Duplicate, Because = "The same text stands there already." },
        new AnswerRule { Codes = [.. MetaCodes.Permissions, "3", "10", "102", "104", "190", "368"], Means = AccountRefused, Because = "Meta does not let this Page post: its token, its permissions or its standing." },
        new AnswerRule { Codes = ["100", "105", "324", "1609005"], Means = MessageRejected, Because = "Meta does not take this post: a parameter, its length, or a link or an image that cannot be fetched." },
        new AnswerRule { Codes = ["1", "2", "4", "17", "32", "341", "613"], Means = ComeLater, Because = "Meta failed, or has too much from us." },
        new AnswerRule { Codes = ["HTTP 404"], Means = AccountRefused, Because = "Meta knows no such version or Page." });

    /// <inheritdoc/>
    protected override ValueTask<BuiltRequest> BuildRequestAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var (text, content) = (SmsText.Of(message), message.Content);
        return new(
            text.Length is 0 or > MaxText ? AttemptOutcome.Rejected(AttemptFault.Message, null, $"The text has {text.Length} characters; a Page takes 1 to {MaxText}.")
            : content.Image is { } image ? PostTo("photos", ("url", image.AbsoluteUri), ("caption", text))
            : PostTo("feed", ("message", content.Text), ("link", content.Link?.AbsoluteUri)));
    }
}
