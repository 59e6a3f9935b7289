using OmniChannel.Delivery;
using static OmniChannel.Delivery.AnswerMeaning;

namespace OmniChannel.Sms;

/// <summary>What the errors of Amazon SNS mean when a text message is published. Some throttles say 400.</summary>
internal static class AmazonSnsAnswers
{
    public static AnswerTable Table { get; } = new(
        new() { Codes = ["OptedOut"], Means = OptedOut, Because = "The person opted out of text messages from this account." },
        new() { Codes = ["EndpointDisabled"], Means = RecipientRejected, Because = "Amazon has disabled the endpoint." },
        new() { Codes = ["InvalidParameter", "ParameterValueInvalid", "ValidationException", "ValidationError"], Means = MessageRejected, Because = "Amazon does not take this message or its number." },
        new() { Codes = ["AuthorizationError", "AccessDenied", "InvalidSecurity", "SignatureDoesNotMatch", "InvalidClientTokenId", "UnrecognizedClientException", "IncompleteSignature", "MissingAuthenticationToken", "ExpiredToken", "RequestExpired", "OptInRequired"], Means = AccountRefused, Because = "Amazon does not let this account publish: its credentials, its permissions or its clock." },
        new() { Codes = ["KMSDisabled", "KMSInvalidState", "KMSNotFound", "KMSOptInRequired", "KMSAccessDenied", "PlatformApplicationDisabled", "NotFound", "UserError"], Means = AccountRefused, Because = "Something of the account is missing, disabled or not permitted." },
        new() { Codes = ["Throttling", "Throttled", "ThrottlingException", "KMSThrottling", "RequestLimitExceeded", "RequestThrottled", "InternalError", "InternalFailure", "ServiceUnavailable"], Means = ComeLater, Because = "Amazon has too much from us, or trouble of its own." });
}
