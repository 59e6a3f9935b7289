using OmniChannel.Delivery;
using OmniChannel.Messaging;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Messaging.Slack;

/// <summary>The whole contract of an adapter over HTTP, on Slack's incoming webhooks: errors are words.</summary>
public sealed class SlackChannelAdapterConformanceTests : HttpAdapterContract
{
    private const string Path = "services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX";

    /// <summary>The words of both ways into Slack.</summary>
    internal const string EveryWord = """
        NotSent, account: HTTP 404, HTTP 410, access_denied, account_inactive, action_prohibited, ekm_access_denied, invalid_auth, invalid_token, missing_scope, no_active_hooks, no_permission, no_service, no_service_id, no_team, not_allowed_token_type, not_authed, org_login_required, posting_to_general_channel_denied, team_access_not_granted, team_disabled, team_not_found, token_expired, token_revoked
        NotSent, provider: fatal_error, internal_error, rate_limited, ratelimited, request_timeout, rollup_error, service_unavailable
        Rejected, message: invalid_blocks, invalid_payload, message_limit_exceeded_text, messages_tab_disabled, msg_too_long, no_text, not_in_channel, restricted_action, restricted_action_read_only_channel, restricted_action_thread_only_channel, too_many_attachments
        Rejected, recipient: cannot_dm_bot, channel_is_archived, channel_not_found, is_archived, user_not_found, user_not_visible
        """;

    protected override string Table => EveryWord;

    protected override void Register(OmniChannelBuilder builder, Uri address) => builder.AddSlack(configure: options =>
    {
        options.WebhookUrl = new Uri(address, Path);
        options.AllowPrivateNetworks = true;
    });

    protected override HttpAdapterUnderTest Describe(Uri address) => new()
    {
        Adapter = new SlackChannelAdapter("main", new SlackOptions { WebhookUrl = new Uri(address, Path), AllowPrivateNetworks = true }, Client(), Clock),
        Clock = Clock,
        Good = new ProviderReply { Body = "ok", ContentType = "text/html" },
        Capabilities = SlackChannel.Definition.Capabilities,
        Limits = [ProviderLimit.Characters(40_000)],
        RetryAfter = RetryAfterDialect.Standard,
        Cases =
        [
            Words(400, "invalid_payload", AttemptResult.Rejected, AttemptFault.Message),
            Words(400, "no_text", AttemptResult.Rejected, AttemptFault.Message),
            Words(400, "user_not_found", AttemptResult.Rejected, AttemptFault.Recipient),
            Words(403, "action_prohibited", AttemptResult.NotSent, AttemptFault.Account),
            Words(403, "invalid_token", AttemptResult.NotSent, AttemptFault.Account),
            Words(404, "channel_not_found", AttemptResult.Rejected, AttemptFault.Recipient),
            Words(404, "no_service", AttemptResult.NotSent, AttemptFault.Account),
            Words(404, "something_of_next_year", AttemptResult.NotSent, AttemptFault.Account),
            Words(410, "channel_is_archived", AttemptResult.Rejected, AttemptFault.Recipient),
            Words(500, "rollup_error", AttemptResult.NotSent, AttemptFault.Provider),
            new() { Name = "too many", Reply = new ProviderReply { Status = 429, Headers = new Dictionary<string, string> { ["Retry-After"] = "30" }, Body = "rate_limited", ContentType = "text/html" }, Result = AttemptResult.NotSent, Fault = AttemptFault.Provider, RetryAfter = TimeSpan.FromSeconds(30) },
            new() { Name = "a page that says yes", Reply = new ProviderReply { Body = "<html>ok</html>", ContentType = "text/html" }, Result = AttemptResult.Unknown, Fault = AttemptFault.Provider },
        ],
        ValidAddresses = ["U012AB3CD", " C012AB3CD4E ", "#orders"],
        InvalidAddresses = ["anna", "u999ab3cd", "#two words"],
        Secrets = [Path, "XXXXXXXXXXXXXXXXXXXXXXXX"],
    };

    private static ProviderCase Words(int status, string word, AttemptResult result, AttemptFault fault) => new() { Name = word, Reply = new ProviderReply { Status = status, Body = word, ContentType = "text/html" }, Result = result, Fault = fault, Code = word };
}
