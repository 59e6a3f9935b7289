using OmniChannel.Delivery;
using OmniChannel.Messaging;
using OmniChannel.Sms;

namespace OmniChannel.Social;

/// <summary>Direct messages on X by its API v2; its webhook brings what people write.</summary>
internal sealed class XDirectChannelAdapter(string account, XOptions options, HttpClient client, TimeProvider time) : XAdapter(XDirect.Definition, account, options, client, time)
{
    /// <inheritdoc/>
    protected override AnswerTable Answers => XAnswers.Direct;

    /// <summary>A person's number there.</summary>
    public override AddressCheck CheckAddress(string address) => Handle.CheckNumber(address, 19, "the person's number on X, not the handle, which changes hands");

    /// <inheritdoc/>
    protected override ValueTask<BuiltRequest> BuildRequestAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var text = SmsText.Of(message);
        return new(text.Length is 0 or > XDirect.MaxText
            ? AttemptOutcome.Rejected(AttemptFault.Message, null, $"The text has {text.Length} characters; X takes 1 to {XDirect.MaxText}.")
            : RequestOf(At($"2/dm_conversations/with/{Uri.EscapeDataString(message.Address)}/messages"), text));
    }

    /// <inheritdoc/>
    protected override ProviderAnswer ReadAnswer(HttpAnswer answer) => XAnswers.Read(answer, "dm_event_id");
}
