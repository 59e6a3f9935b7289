using OmniChannel.Delivery;
using OmniChannel.Sms;

namespace OmniChannel.Social;

/// <summary>Posts on Instagram by content publishing: a container is made of image and caption, and published by the request that is the send. The container is what a repetition is known by: it can be published once.</summary>
internal sealed class InstagramChannelAdapter(string account, InstagramOptions options, HttpClient client, TimeProvider time)
    : MetaPostsAdapter(OwnPosts.Instagram, account, options.AccountId, options, client, time), IReconcilingAdapter
{
    private const int MaxText = 2_200;

    private readonly InstagramContainers _containers = new(time);

    /// <inheritdoc/>
    protected override AnswerTable Answers => InstagramAnswers.Table;

    /// <summary>Asks for the state of the container that was published; without one, after a restart, nothing tells: two deliveries may have the same caption.</summary>
    public async ValueTask<ReconcileAnswer> ReconcileAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return _containers.Of(message.IdempotencyKey) is not { } container
            ? ReconcileAnswer.Unclear("The container of this post is not known any more: another process made it, or it is a day old.")
            : IdIn(await AskAsync(StateOf(container), cancellationToken).ConfigureAwait(false), "status_code") switch
            {
                "PUBLISHED" => ReconcileAnswer.Sent(),
                "ERROR" or "EXPIRED" => ReconcileAnswer.NotSent(),
                _ => ReconcileAnswer.Unclear("The container is not published yet."),
            };
    }

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

        if (_containers.Of(message.IdempotencyKey) is { } made)
        {
            var state = await AskAsync(StateOf(made), cancellationToken).ConfigureAwait(false);
            switch (IdIn(state, "status_code"))
            {
                case "PUBLISHED":
                    _containers.Forget(message.IdempotencyKey);
                    return AttemptOutcome.Accepted();
                case "ERROR" or "EXPIRED":
                    break;
                case not null:
                    return Publish(made);
                case null:
                    return Unsent(state, message);
            }
        }

        var answer = await AskAsync(PostTo("media", ("image_url", image.AbsoluteUri), ("caption", text)), cancellationToken).ConfigureAwait(false);
        if (IdIn(answer) is not { } container)
        {
            return Unsent(answer, message);
        }

        _containers.Keep(message.IdempotencyKey, container);
        return Publish(container);
    }

    /// <inheritdoc/>
    protected override AttemptOutcome Classify(HttpAnswer answer, OutgoingMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var outcome = base.Classify(answer, message);
        if (outcome.Result is AttemptResult.Accepted or AttemptResult.Rejected)
        {
            _containers.Forget(message.IdempotencyKey);
        }

        return outcome;
    }

    private HttpRequestMessage Publish(string container) => PostTo("media_publish", ("creation_id", container));

    private HttpRequestMessage StateOf(string container) => Ask($"{Uri.EscapeDataString(container)}?fields=status_code");
}
