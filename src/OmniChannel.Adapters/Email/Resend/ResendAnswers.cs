using OmniChannel.Delivery;
using static OmniChannel.Delivery.AnswerMeaning;

namespace OmniChannel.Email;

/// <summary>What the names of Resend's errors mean. "validation_error" is not among them: it comes with 400 and 422 for the message and with 403 for the account.</summary>
internal static class ResendAnswers
{
    /// <summary>The code we give a validation error that speaks of the recipient.</summary>
    public const string BadRecipient = "validation_error:to";

    /// <summary>The code we give a validation error that speaks of our side.</summary>
    public const string BadSender = "validation_error:from";

    public static AnswerTable Table { get; } = new(
        new() { Codes = [BadRecipient], Means = RecipientRejected, Because = "Resend calls the recipient's address malformed." },
        new() { Codes = [BadSender, "invalid_from_address"], Means = AccountRefused, Because = "Resend does not take the sender; verify its domain there." },
        new() { Codes = ["missing_api_key", "invalid_api_key", "restricted_api_key", "invalid_access", "suspended_api_key"], Means = AccountRefused, Because = "Resend does not take the API key, or it may not send." },
        new() { Codes = ["daily_quota_exceeded", "monthly_quota_exceeded"], Means = AccountRefused, Because = "The account's quota at Resend is used up." },
        new() { Codes = ["rate_limit_exceeded", "concurrent_idempotent_requests", "application_error", "internal_server_error"], Means = ComeLater, Because = "Resend has too much from us, is still at work on this very mail, or has trouble of its own." },
        new() { Codes = ["invalid_idempotent_request"], Means = MessageRejected, Because = "Resend has seen this mail's key with another body: the account's sender changed between two attempts, and the first may have been taken." },
        new() { Codes = ["missing_required_field", "invalid_parameter", "invalid_attachment", "invalid_idempotency_key", "security_error", "invalid_region"], Means = MessageRejected, Because = "Resend does not take this request." },
        new() { Codes = ["not_found", "method_not_allowed", "HTTP 404", "HTTP 405"], Means = AccountRefused, Because = "Resend's API is not at this address; look at BaseAddress." },
        new() { Codes = ["HTTP 413"], Means = MessageRejected, Because = "The mail is larger than the 40 MB that Resend takes." });
}
