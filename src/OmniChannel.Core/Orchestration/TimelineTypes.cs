using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>The types of timeline entries. Stored, and part of the contract.</summary>
internal static class TimelineTypes
{
    public const string Queued = "message.queued";
    public const string Skipped = "message.skipped";
    public const string Collected = "message.collected";
    public const string Dropped = "message.dropped";
    public const string Deferred = "message.deferred";
    public const string SteppedUp = "message.stepped-up";
    public const string StepUpEnded = "message.step-up-ended";
    public const string Parked = "message.parked";
    public const string Redriven = "message.redriven";
    public const string Unsettled = "message.unknown";
    public const string Refused = "message.rejected";
    public const string AttemptAccepted = "attempt.accepted";
    public const string AttemptRejected = "attempt.rejected";
    public const string AttemptNotSent = "attempt.not-sent";
    public const string AttemptUnknown = "attempt.unknown";
    public const string Reconciled = "attempt.reconciled";
    public const string Consent = "consent.recorded";
    public const string SegmentEntered = "segment.entered";
    public const string SegmentLeft = "segment.left";

    /// <summary>Short, because there are many; the body says more.</summary>
    public const string Cart = "c";

    public const string StageOn = "stage.on";
    public const string StageBack = "stage.back";

    public const string TouchpointPrefix = "touchpoint/";
    public const string ReceiptPrefix = "receipt.";
    public const string ConversationPrefix = "conversation.";
    public const string IdentityPrefix = "identity.";

    public static string Of(AttemptResult result) => result switch
    {
        AttemptResult.Accepted => AttemptAccepted,
        AttemptResult.Rejected => AttemptRejected,
        AttemptResult.NotSent => AttemptNotSent,
        _ => AttemptUnknown,
    };

    public static string Of(OutboxState state) => state switch
    {
        OutboxState.Rejected => Refused,
        OutboxState.Parked => Parked,
        OutboxState.Unknown => Unsettled,
        _ => Skipped,
    };

    public static string Of(IdentityDecisionKind kind) => IdentityPrefix + kind switch
    {
        IdentityDecisionKind.Created => "created",
        IdentityDecisionKind.Attached => "attached",
        IdentityDecisionKind.Moved => "moved",
        IdentityDecisionKind.Linked => "linked",
        IdentityDecisionKind.Unlinked => "unlinked",
        IdentityDecisionKind.Suggested => "suggested",
        IdentityDecisionKind.Demoted => "demoted",
        IdentityDecisionKind.Blocked => "blocked",
        _ => "refused",
    };

    public static string Of(Touchpoint touchpoint) => TouchpointPrefix + touchpoint.Type.Name;

    public static string Of(ReceiptKind kind) => ReceiptPrefix + kind switch
    {
        ReceiptKind.Delivered => "delivered",
        ReceiptKind.Opened => "opened",
        ReceiptKind.Clicked => "clicked",
        ReceiptKind.Replied => "replied",
        ReceiptKind.Converted => "converted",
        ReceiptKind.HardBounced => "hard-bounced",
        ReceiptKind.SoftBounced => "soft-bounced",
        ReceiptKind.Complained => "complained",
        _ => "unsubscribed",
    };
}
