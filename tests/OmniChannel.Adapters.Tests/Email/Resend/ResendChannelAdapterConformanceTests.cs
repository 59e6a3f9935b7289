using OmniChannel.Delivery;
using OmniChannel.Email;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Email.Resend;

/// <summary>The whole contract of an adapter over HTTP, on Resend.</summary>
public sealed class ResendChannelAdapterConformanceTests : HttpAdapterContract
{
    private const string Key = "re_123456789_abcdefghijklmnop";

    protected override string Table => """
        NotSent, account: HTTP 404, HTTP 405, daily_quota_exceeded, invalid_access, invalid_api_key, invalid_from_address, method_not_allowed, missing_api_key, monthly_quota_exceeded, not_found, restricted_api_key, suspended_api_key, validation_error:from
        NotSent, provider: application_error, concurrent_idempotent_requests, internal_server_error, rate_limit_exceeded
        Rejected, message: HTTP 413, invalid_attachment, invalid_idempotency_key, invalid_idempotent_request, invalid_parameter, invalid_region, missing_required_field, security_error
        Rejected, recipient: validation_error:to
        """;

    protected override void Register(OmniChannelBuilder builder, Uri address) => builder.AddResend(configure: options =>
    {
        options.ApiKey = Key;
        options.From = "shop@example.com";
        options.BaseAddress = address;
        options.AllowPrivateNetworks = true;
    });

    protected override HttpAdapterUnderTest Describe(Uri address) => new()
    {
        Adapter = new ResendChannelAdapter("main", new ResendOptions { ApiKey = Key, From = "shop@example.com", BaseAddress = address, AllowPrivateNetworks = true }, Client(), Clock),
        Clock = Clock,
        Good = ProviderReply.Json(200, """{"id":"49a3999c-0ce1-4ea6-ab68-afcd6dc2e794"}"""),
        GoodId = "49a3999c-0ce1-4ea6-ab68-afcd6dc2e794",
        IdempotencyKey = request => request.Header("Idempotency-Key"),
        Capabilities = ChannelDefinitions.Email.Capabilities,
        Limits = [ApiMail.UnsubscribeLimit],
        RetryAfter = RetryAfterDialect.RateLimitReset,
        Cases =
        [
            Row("bad recipient", 422, Error(422, "validation_error", "Invalid `to` field. The email address needs to follow the `email@example.com` format."), AttemptResult.Rejected, AttemptFault.Recipient, ResendAnswers.BadRecipient),
            Row("bad sender", 422, Error(422, "validation_error", "Invalid `from` field."), AttemptResult.NotSent, AttemptFault.Account, ResendAnswers.BadSender),
            Row("something else is bad", 422, Error(422, "validation_error", "Tags should only contain ASCII letters."), AttemptResult.Rejected, AttemptFault.Message, "validation_error"),
            Row("domain not verified", 403, Error(403, "validation_error", "The example.com domain is not verified."), AttemptResult.NotSent, AttemptFault.Account, "validation_error"),
            Row("only to yourself", 403, Error(403, "validation_error", "You can only send testing emails to your own email address; change the `from` address."), AttemptResult.NotSent, AttemptFault.Account, "validation_error"),
            Row("a sender that is none", 422, Error(422, "invalid_from_address"), AttemptResult.NotSent, AttemptFault.Account, "invalid_from_address"),
            Row("no key", 401, Error(401, "missing_api_key"), AttemptResult.NotSent, AttemptFault.Account, "missing_api_key"),
            Row("wrong key", 403, Error(403, "invalid_api_key"), AttemptResult.NotSent, AttemptFault.Account, "invalid_api_key"),
            Row("quota of the day", 429, Error(429, "daily_quota_exceeded"), AttemptResult.NotSent, AttemptFault.Account, "daily_quota_exceeded"),
            Row("quota of the month", 429, Error(429, "monthly_quota_exceeded"), AttemptResult.NotSent, AttemptFault.Account, "monthly_quota_exceeded"),
            new() { Name = "too many a second", Reply = ProviderReply.Json(429, Error(429, "rate_limit_exceeded")) with { Headers = new Dictionary<string, string> { ["ratelimit-reset"] = "2" } }, Result = AttemptResult.NotSent, Fault = AttemptFault.Provider, Code = "rate_limit_exceeded", RetryAfter = TimeSpan.FromSeconds(2) },
            Row("the same mail is under way", 409, Error(409, "concurrent_idempotent_requests"), AttemptResult.NotSent, AttemptFault.Provider, "concurrent_idempotent_requests"),
            Row("another mail under this key", 409, Error(409, "invalid_idempotent_request"), AttemptResult.Rejected, AttemptFault.Message, "invalid_idempotent_request"),
            Row("a field is missing", 422, Error(422, "missing_required_field"), AttemptResult.Rejected, AttemptFault.Message, "missing_required_field"),
            Row("security", 451, Error(451, "security_error"), AttemptResult.Rejected, AttemptFault.Message, "security_error"),
            Row("trouble", 500, Error(500, "application_error"), AttemptResult.NotSent, AttemptFault.Provider, "application_error"),
            Row("not found", 404, Error(404, "not_found"), AttemptResult.NotSent, AttemptFault.Account, "not_found"),
            Row("another service's answer", 404, "{}", AttemptResult.NotSent, AttemptFault.Account, "404"),
            Row("too large", 413, "{}", AttemptResult.Rejected, AttemptFault.Message, "413"),
            Row("a success without a name", 200, """{"error":{"name":"validation_error"}}""", AttemptResult.Unknown, AttemptFault.Provider),
        ],
        ValidAddresses = ["ann@example.com", "Bob@EXAMPLE.org", "jörg@bücher.example"],
        InvalidAddresses = ["ann", "a@b", "ann@example.com\r\nBcc: x@example.com"],
        Secrets = [Key],
    };

    private static string Error(int status, string name, string words = "no") => $$"""{"statusCode":{{status}},"name":"{{name}}","message":"{{words}}"}""";
}
