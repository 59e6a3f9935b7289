using OmniChannel.Delivery;
using OmniChannel.Sms;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Sms.AmazonSns;

/// <summary>The whole contract of an adapter over HTTP, on Amazon SNS, which speaks XML and throttles by 400.</summary>
public sealed class AmazonSnsChannelAdapterConformanceTests : HttpAdapterContract
{
    private const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private const string Token = "FwoGZXIvYXdzEXAMPLETOKEN";

    protected override string Table => """
        NotSent, account: AccessDenied, AuthorizationError, ExpiredToken, IncompleteSignature, InvalidClientTokenId, InvalidSecurity, KMSAccessDenied, KMSDisabled, KMSInvalidState, KMSNotFound, KMSOptInRequired, MissingAuthenticationToken, NotFound, OptInRequired, PlatformApplicationDisabled, RequestExpired, SignatureDoesNotMatch, UnrecognizedClientException, UserError
        NotSent, provider: InternalError, InternalFailure, KMSThrottling, RequestLimitExceeded, RequestThrottled, ServiceUnavailable, Throttled, Throttling, ThrottlingException
        Rejected, message: InvalidParameter, ParameterValueInvalid, ValidationError, ValidationException
        Rejected, recipient: EndpointDisabled
        Rejected, recipient, opted out: OptedOut
        """;

    protected override void Register(OmniChannelBuilder builder, Uri address) => builder.AddAmazonSns(configure: options =>
    {
        options.Region = "eu-central-1";
        options.AccessKeyId = "AKIDEXAMPLE";
        options.SecretAccessKey = Secret;
        options.SessionToken = Token;
        options.BaseAddress = address;
        options.AllowPrivateNetworks = true;
    });

    protected override HttpAdapterUnderTest Describe(Uri address) => new()
    {
        Adapter = new AmazonSnsChannelAdapter("main", new AmazonSnsOptions { Region = "eu-central-1", AccessKeyId = "AKIDEXAMPLE", SecretAccessKey = Secret, SessionToken = Token, BaseAddress = address, AllowPrivateNetworks = true }, Client(), Clock),
        Clock = Clock,
        Good = Xml(200, """<PublishResponse xmlns="https://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>567910cd-659e-55d4-8ccb-5aaf14679dc0</MessageId></PublishResult><ResponseMetadata><RequestId>d74b8436-ae13-5ab4-a9ff-ce54dfea72a0</RequestId></ResponseMetadata></PublishResponse>"""),
        GoodId = "567910cd-659e-55d4-8ccb-5aaf14679dc0",
        Capabilities = ChannelDefinitions.Sms.Capabilities,
        Limits = [ProviderLimit.Characters(1_600)],
        RetryAfter = [], // AWS says none with its throttles
        Cases =
        [
            Error("a throttle that says 400", 400, "KMSThrottling", AttemptResult.NotSent, AttemptFault.Provider),
            Error("a throttle of all services", 400, "Throttling", AttemptResult.NotSent, AttemptFault.Provider),
            Error("opted out", 400, "OptedOut", AttemptResult.Rejected, AttemptFault.Recipient),
            Error("disabled", 400, "EndpointDisabled", AttemptResult.Rejected, AttemptFault.Recipient),
            Error("a wrong parameter", 400, "InvalidParameter", AttemptResult.Rejected, AttemptFault.Message),
            Error("a wrong value", 400, "ParameterValueInvalid", AttemptResult.Rejected, AttemptFault.Message),
            Error("not permitted", 403, "AuthorizationError", AttemptResult.NotSent, AttemptFault.Account),
            Error("wrong key", 403, "SignatureDoesNotMatch", AttemptResult.NotSent, AttemptFault.Account),
            Error("a token that ran out, which says 400", 400, "ExpiredToken", AttemptResult.NotSent, AttemptFault.Account),
            Error("insecure", 403, "InvalidSecurity", AttemptResult.NotSent, AttemptFault.Account),
            Error("a key's permission, which says 400", 400, "KMSAccessDenied", AttemptResult.NotSent, AttemptFault.Account),
            Error("trouble", 500, "InternalError", AttemptResult.NotSent, AttemptFault.Provider),
            Error("an error of next year", 400, "SomethingNew", AttemptResult.Rejected, AttemptFault.Message),
            new() { Name = "a success without a name", Reply = Xml(200, "<PublishResponse><PublishResult/></PublishResponse>"), Result = AttemptResult.Unknown, Fault = AttemptFault.Provider },
            new() { Name = "a success with a DTD", Reply = Xml(200, """<!DOCTYPE x [<!ENTITY e "567910cd">]><PublishResponse><MessageId>&e;</MessageId></PublishResponse>"""), Result = AttemptResult.Unknown, Fault = AttemptFault.Provider },
        ],
        ValidAddresses = ["+15005550006", "+49 151 2345-6789"],
        InvalidAddresses = ["0151 23456789", "+1", "phone"],
        Secrets = [Secret, Token],
    };

    private static ProviderReply Xml(int status, string body) => new() { Status = status, Headers = new Dictionary<string, string> { ["Content-Type"] = "text/xml" }, Body = body };

    private static ProviderCase Error(string name, int status, string code, AttemptResult result, AttemptFault fault) => new()
    {
        Name = name,
        Reply = Xml(status, $"""<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>{code}</Code><Message>Invalid parameter: PhoneNumber Reason: +15005550006</Message></Error><RequestId>d74b8436</RequestId></ErrorResponse>"""),
        Result = result,
        Fault = fault,
        Code = code,
    };
}
