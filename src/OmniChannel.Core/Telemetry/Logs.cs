using Microsoft.Extensions.Logging;

namespace OmniChannel;

/// <summary>What is logged: no address, no name, no content, no customer. Exceptions of foreign code are logged by type and place, because their words may hold any of these.</summary>
internal static partial class Logs
{
    [LoggerMessage(1, LogLevel.Information, "OmniChannel started: tenant '{Tenant}', policy '{Policy}' ({PolicyHash}), {Accounts} accounts, {Campaigns} campaigns.")]
    public static partial void Started(ILogger logger, TenantId tenant, string policy, string policyHash, int accounts, int campaigns);

    [LoggerMessage(2, LogLevel.Warning, "No TimeZone is set: customers of whom neither zone nor country is known are taken to live in UTC.")]
    public static partial void NoHostZone(ILogger logger);

    [LoggerMessage(25, LogLevel.Warning, "No store is named: everything is kept in memory and gone when the process ends. Name one, such as AddSqlite or AddPostgreSql, or say UseMemoryStore.")]
    public static partial void NothingDurable(ILogger logger);

    [LoggerMessage(26, LogLevel.Warning, "{Finding}")]
    public static partial void IdleSetting(ILogger logger, string finding);

    [LoggerMessage(3, LogLevel.Information, "Policy '{Policy}' ({PolicyHash}) decides from now on.")]
    public static partial void PolicySwapped(ILogger logger, string policy, string policyHash);

    [LoggerMessage(4, LogLevel.Error, "{Problem}")]
    public static partial void PolicyRefused(ILogger logger, string problem);

    [LoggerMessage(5, LogLevel.Warning, "Policy '{Policy}': {Finding}")]
    public static partial void PolicyFinding(ILogger logger, string policy, string finding);

    [LoggerMessage(EventId = 6, Message = "The policy '{Policy}' decides now, and campaign '{Campaign}' was saved under another one: {Finding}")]
    public static partial void SavedCampaign(ILogger logger, LogLevel level, CampaignId campaign, string policy, string finding);

    [LoggerMessage(7, LogLevel.Warning, "The saved campaigns could not be verified against the policy: {Exception}. They are looked at again soon.")]
    public static partial void CampaignsNotVerified(ILogger logger, string exception);

    [LoggerMessage(8, LogLevel.Warning, "{Finding}")]
    public static partial void CampaignFinding(ILogger logger, CampaignFinding finding);

    [LoggerMessage(10, LogLevel.Error, "Account '{Account}' on {Channel} is paused for {Pause} by a fault of its own: {Code} {Detail}. Look at its key, quota or suspension.")]
    public static partial void AccountPaused(ILogger logger, Channel channel, string account, TimeSpan pause, string? code, string? detail);

    [LoggerMessage(11, LogLevel.Error, "The adapter of account '{Account}' on {Channel} failed for delivery {Delivery}: {Exception} {Place}. It counts as an unknown outcome.")]
    public static partial void AdapterThrew(ILogger logger, Channel channel, string account, DeliveryId delivery, string? exception, string? place);

    [LoggerMessage(12, LogLevel.Error, "Delivery {Delivery} on {Channel} is set aside to be looked at: {Reason}.")]
    public static partial void Parked(ILogger logger, Channel channel, DeliveryId delivery, string? reason);

    [LoggerMessage(17, LogLevel.Error, "Taking up delivery {Delivery} failed before anything was sent: {Exception} {Place}. It counts as a failed attempt.")]
    public static partial void DeliveryBroke(ILogger logger, string delivery, string? exception, string? place);

    [LoggerMessage(13, LogLevel.Warning, "The outcome of an attempt with delivery {Delivery} on {Channel} came after another worker had taken it over; it is left to that one.")]
    public static partial void CameLate(ILogger logger, Channel channel, DeliveryId delivery);

    [LoggerMessage(21, LogLevel.Error, "What the provider said of delivery {Delivery} on {Channel} could not be recorded; it is tried again each second, as long as its claim may hold.")]
    public static partial void AnswerWaits(ILogger logger, Channel channel, DeliveryId delivery, Exception exception);

    [LoggerMessage(22, LogLevel.Warning, "Names that ran out, such as old idempotency keys, could not be purged; it is tried again in an hour.")]
    public static partial void NotPurged(ILogger logger, Exception exception);

    [LoggerMessage(18, LogLevel.Warning, "Feed '{Feed}' did not take over what it was given: {Exception}. It is given again later.")]
    public static partial void FeedFailed(ILogger logger, string feed, string? exception);

    [LoggerMessage(23, LogLevel.Error, "An entry of type '{Type}' cannot be given to feed '{Feed}' and is passed over: {Exception}.")]
    public static partial void NotCarried(ILogger logger, string feed, string type, string? exception);

    [LoggerMessage(24, LogLevel.Error, "Delivery {Delivery} cannot be read; it goes on to no other channel.")]
    public static partial void StepUnreadable(ILogger logger, string delivery);

    [LoggerMessage(15, LogLevel.Information, "Funnel '{Funnel}': a customer went {Direction} from {From} to {To} at {At}: {Because}.")]
    public static partial void StageMoved(ILogger logger, FunnelId funnel, FunnelStage? from, FunnelStage to, string direction, DateTimeOffset at, string because);

    [LoggerMessage(16, LogLevel.Warning, "{Finding}")]
    public static partial void FunnelFinding(ILogger logger, string finding);

    [LoggerMessage(19, LogLevel.Warning, "Other nodes could not be told that something is due; they find it after their poll interval.")]
    public static partial void HintFailed(ILogger logger, Exception exception);

    [LoggerMessage(20, LogLevel.Warning, "This node cannot send some of what lies in the outbox: {Reason}. It is left to other nodes, and set aside where none sends it within {Patience}.")]
    public static partial void MissingHere(ILogger logger, string reason, TimeSpan patience);

    [LoggerMessage(14, LogLevel.Warning, "Nobody answered conversation {Conversation} in time, for the {Missed}. time in a row; it is offered to the next one, or lies open.")]
    public static partial void ConversationEscalated(ILogger logger, ConversationId conversation, int missed);

    [LoggerMessage(40, LogLevel.Warning, "A call to account '{Account}' on {Channel} is refused: {Refusal}. Look at its secrets, or at who calls.")]
    public static partial void InboundRefused(ILogger logger, Channel channel, string account, InboundRefusal refusal);
}
