using OmniChannel.Delivery;
using static OmniChannel.Delivery.AnswerMeaning;

namespace OmniChannel.Messaging;

/// <summary>What Slack's errors mean: words, in the JSON of chat.postMessage and as the whole text of an incoming webhook's answer.</summary>
internal static class SlackAnswers
{
    public static AnswerTable Table { get; } = new(
        new() { Codes = ["channel_not_found", "user_not_found", "user_not_visible", "is_archived", "channel_is_archived", "cannot_dm_bot"], Means = RecipientRejected, Because = "There is no such conversation, or it is closed." },
        new() { Codes = ["not_in_channel", "messages_tab_disabled", "restricted_action", "restricted_action_read_only_channel", "restricted_action_thread_only_channel"], Means = MessageRejected, Because = "The bot may not write into that conversation." },
        new() { Codes = ["no_text", "msg_too_long", "invalid_payload", "invalid_blocks", "too_many_attachments", "message_limit_exceeded_text"], Means = MessageRejected, Because = "Slack does not take this text: empty, too long, or badly formed." },
        new() { Codes = ["invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "missing_scope", "no_permission", "org_login_required", "ekm_access_denied", "access_denied", "not_allowed_token_type"], Means = AccountRefused, Because = "Slack does not let this bot write: its token, its permissions or its workspace." },
        new() { Codes = ["no_service", "no_service_id", "no_team", "team_disabled", "no_active_hooks", "invalid_token", "action_prohibited", "posting_to_general_channel_denied", "team_access_not_granted", "team_not_found"], Means = AccountRefused, Because = "The incoming webhook does not exist any more, or may not write there." },
        new() { Codes = ["rollup_error", "internal_error", "fatal_error", "service_unavailable", "ratelimited", "rate_limited", "request_timeout"], Means = ComeLater, Because = "Slack failed, or has too much from us." },
        new() { Codes = ["HTTP 404", "HTTP 410"], Means = AccountRefused, Because = "The incoming webhook does not exist any more." });
}
