using OmniChannel.Delivery;
using static OmniChannel.Delivery.AnswerMeaning;

namespace OmniChannel.Email;

/// <summary>What the errors of Amazon SES mean. Several that pass come with status 400, so that the name decides.</summary>
internal static class AmazonSesAnswers
{
    /// <summary>The code we give a MessageRejected that speaks of an identity which is not verified: the commonest one, and no fault of the message.</summary>
    public const string NotVerified = "MessageRejected:NotVerified";

    public static AnswerTable Table { get; } = new(
        new() { Codes = ["TooManyRequestsException", "LimitExceededException", "ThrottlingException", "Throttling", "RequestLimitExceeded", "ServiceUnavailable", "ServiceUnavailableException", "InternalFailure", "InternalServiceErrorException", "KMSThrottlingException"], Means = ComeLater, Because = "Amazon SES has too much from us, or trouble of its own." },
        new() { Codes = ["AccountSuspendedException", "SendingPausedException"], Means = AccountRefused, Because = "Amazon SES does not let this account or configuration set send; look at its console." },
        new() { Codes = ["MailFromDomainNotVerifiedException", NotVerified], Means = AccountRefused, Because = "Amazon SES has not verified the sender, or the account is still in the sandbox, where recipients have to be verified, too." },
        new() { Codes = ["NotFoundException"], Means = AccountRefused, Because = "Amazon SES does not know the configuration set or the identity in this region." },
        new() { Codes = ["AccessDeniedException", "AccessDenied", "UnrecognizedClientException", "InvalidClientTokenId", "SignatureDoesNotMatch", "InvalidSignatureException", "MissingAuthenticationToken", "MissingAuthenticationTokenException", "IncompleteSignature", "IncompleteSignatureException", "ExpiredTokenException", "ExpiredToken", "NotAuthorized", "OptInRequired"], Means = AccountRefused, Because = "Amazon does not take the access key, or it may not send." },
        new() { Codes = ["RequestExpired", "RequestTimeTooSkewed"], Means = AccountRefused, Because = "Amazon calls the signature too old; look at this machine's clock." },
        new() { Codes = ["MessageRejected"], Means = MessageRejected, Because = "Amazon SES does not take what is in this mail." },
        new() { Codes = ["BadRequestException", "ValidationException"], Means = MessageRejected, Because = "Amazon SES calls the request malformed." },
        new() { Codes = ["HTTP 404", "HTTP 405"], Means = AccountRefused, Because = "Amazon SES is not at this address; look at Region and BaseAddress." },
        new() { Codes = ["HTTP 413"], Means = MessageRejected, Because = "The mail is larger than Amazon SES takes." });
}
