using OmniChannel.Delivery;
using OmniChannel.Email;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Email.AmazonSes;

/// <summary>The whole contract of an adapter over HTTP, on Amazon SES.</summary>
public sealed class AmazonSesChannelAdapterConformanceTests : HttpAdapterContract
{
    private const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private const string Token = "FwoGZXIvYXdzEXAMPLETOKEN";

    protected override string Table => """
        NotSent, account: AccessDenied, AccessDeniedException, AccountSuspendedException, ExpiredToken, ExpiredTokenException, HTTP 404, HTTP 405, IncompleteSignature, IncompleteSignatureException, InvalidClientTokenId, InvalidSignatureException, MailFromDomainNotVerifiedException, MessageRejected:NotVerified, MissingAuthenticationToken, MissingAuthenticationTokenException, NotAuthorized, NotFoundException, OptInRequired, RequestExpired, RequestTimeTooSkewed, SendingPausedException, SignatureDoesNotMatch, UnrecognizedClientException
        NotSent, provider: InternalFailure, InternalServiceErrorException, KMSThrottlingException, LimitExceededException, RequestLimitExceeded, ServiceUnavailable, ServiceUnavailableException, Throttling, ThrottlingException, TooManyRequestsException
        Rejected, message: BadRequestException, HTTP 413, MessageRejected, ValidationException
        """;

    protected override void Register(OmniChannelBuilder builder, Uri address) => builder.AddAmazonSes(configure: options =>
    {
        options.Region = "eu-central-1";
        options.AccessKeyId = "AKIDEXAMPLE";
        options.SecretAccessKey = Secret;
        options.SessionToken = Token;
        options.From = "shop@example.com";
        options.BaseAddress = address;
        options.AllowPrivateNetworks = true;
    });

    protected override HttpAdapterUnderTest Describe(Uri address) => new()
    {
        Adapter = new AmazonSesChannelAdapter("main", new AmazonSesOptions { Region = "eu-central-1", AccessKeyId = "AKIDEXAMPLE", SecretAccessKey = Secret, SessionToken = Token, From = "shop@example.com", BaseAddress = address, AllowPrivateNetworks = true }, Client(), Clock),
        Clock = Clock,
        Good = ProviderReply.Json(200, """{"MessageId":"010701966b1f6cd0-5e4ed0b6-0000"}"""),
        GoodId = "010701966b1f6cd0-5e4ed0b6-0000",
        Capabilities = ChannelDefinitions.Email.Capabilities,
        Limits = [ApiMail.UnsubscribeLimit],
        RetryAfter = [], // AWS says none with its throttles
        Cases =
        [
            Error("too many a second", 429, "TooManyRequestsException", AttemptResult.NotSent, AttemptFault.Provider),
            Error("a throttle that says 400", 400, "LimitExceededException", AttemptResult.NotSent, AttemptFault.Provider),
            Error("a throttle that says 400, of all services", 400, "ThrottlingException", AttemptResult.NotSent, AttemptFault.Provider),
            Error("suspended", 400, "AccountSuspendedException", AttemptResult.NotSent, AttemptFault.Account),
            Error("paused", 400, "SendingPausedException", AttemptResult.NotSent, AttemptFault.Account),
            Error("MAIL FROM not verified", 400, "MailFromDomainNotVerifiedException", AttemptResult.NotSent, AttemptFault.Account),
            Error("no such configuration set", 404, "NotFoundException", AttemptResult.NotSent, AttemptFault.Account),
            Error("rejected content", 400, "MessageRejected", AttemptResult.Rejected, AttemptFault.Message),
            Row("sender not verified", 400, """{"__type":"MessageRejected","message":"Email address is not verified. The following identities failed the check in region EU-CENTRAL-1: shop@example.com"}""", AttemptResult.NotSent, AttemptFault.Account, AmazonSesAnswers.NotVerified),
            Error("malformed", 400, "BadRequestException", AttemptResult.Rejected, AttemptFault.Message),
            Error("wrong key", 403, "SignatureDoesNotMatch", AttemptResult.NotSent, AttemptFault.Account),
            Error("no such key", 403, "UnrecognizedClientException", AttemptResult.NotSent, AttemptFault.Account),
            Error("a token that ran out, which says 400", 400, "ExpiredTokenException", AttemptResult.NotSent, AttemptFault.Account),
            Error("a clock that is wrong", 403, "RequestExpired", AttemptResult.NotSent, AttemptFault.Account),
            Row("the name in the body alone", 400, """{"__type":"com.amazonaws.sesv2#LimitExceededException"}""", AttemptResult.NotSent, AttemptFault.Provider, "LimitExceededException"),
            new() { Name = "the name in the header alone, with a URL behind", Reply = new() { Status = 400, Headers = Named("SendingPausedException:http://internal.amazon.com/coral/com.amazonaws/"), Body = "<html>" }, Result = AttemptResult.NotSent, Fault = AttemptFault.Account, Code = "SendingPausedException" },
            Error("an error of next year", 400, "SomethingNewException", AttemptResult.Rejected, AttemptFault.Message),
            Row("another service's answer", 404, """{"message":"no"}""", AttemptResult.NotSent, AttemptFault.Account, "404"),
            Row("too large", 413, "{}", AttemptResult.Rejected, AttemptFault.Message, "413"),
            Row("a success without a name", 200, """{"ok":false}""", AttemptResult.Unknown, AttemptFault.Provider),
        ],
        ValidAddresses = ["ann@example.com", "Bob@EXAMPLE.org", "ann@bücher.example"],
        InvalidAddresses = ["ann", "a@b", "ann@example.com\r\nBcc: x@example.com"],
        Secrets = [Secret, Token],
    };

    private static ProviderCase Error(string name, int status, string type, AttemptResult result, AttemptFault fault) => new()
    {
        Name = name,
        Reply = new() { Status = status, Headers = Named(type), Body = """{"message":"what is wrong with ann@example.com"}""" },
        Result = result,
        Fault = fault,
        Code = type,
    };

    private static Dictionary<string, string> Named(string type) => new() { ["x-amzn-ErrorType"] = type };
}
