using OmniChannel.Delivery;
using OmniChannel.Email;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Email.Postmark;

/// <summary>The whole contract of an adapter over HTTP, on Postmark.</summary>
public sealed class PostmarkChannelAdapterConformanceTests : HttpAdapterContract
{
    private const string Token = "0f2b7e4c-1111-2222-3333-9a8b7c6d5e4f";

    protected override string Table => """
        NotSent, account: 10, 1226, 1228, 1235, 300:From, 400, 401, 405, 412, 413, HTTP 404, HTTP 405
        NotSent, provider: 100, 429
        Rejected, message: 1101, 300, 402, 403, 409, 410, 411, HTTP 413
        Rejected, recipient: 300:To, 406
        """;

    protected override void Register(OmniChannelBuilder builder, Uri address) => builder.AddPostmark(configure: options =>
    {
        options.ServerToken = Token;
        options.From = "shop@example.com";
        options.BaseAddress = address;
        options.AllowPrivateNetworks = true;
    });

    protected override HttpAdapterUnderTest Describe(Uri address) => new()
    {
        Adapter = new PostmarkChannelAdapter("main", new PostmarkOptions { ServerToken = Token, From = "shop@example.com", BaseAddress = address, AllowPrivateNetworks = true }, Client(), Clock),
        Clock = Clock,
        Good = ProviderReply.Json(200, """{"To":"ann@example.com","SubmittedAt":"2026-02-17T07:25:01.4178645-05:00","MessageID":"0a129aee-e1cd-480d-b08d-4f48548ff48d","ErrorCode":0,"Message":"OK"}"""),
        GoodId = "0a129aee-e1cd-480d-b08d-4f48548ff48d",
        Capabilities = ChannelDefinitions.Email.Capabilities,
        Limits = [ApiMail.UnsubscribeLimit],
        RetryAfter = [], // Postmark says none
        Cases =
        [
            Row("inactive recipient", 422, Error(406), AttemptResult.Rejected, AttemptFault.Recipient, "406"),
            Row("an inactive recipient in a success", 200, Error(406), AttemptResult.Rejected, AttemptFault.Recipient, "406"),
            Row("bad recipient", 422, Error(300, "Error parsing 'To': Illegal email address 'ann'."), AttemptResult.Rejected, AttemptFault.Recipient, PostmarkAnswers.BadRecipient),
            Row("bad sender", 422, Error(300, "Invalid 'From' address: 'shop'."), AttemptResult.NotSent, AttemptFault.Account, PostmarkAnswers.BadSender),
            Row("something else is bad", 422, Error(300, "Provide either email TextBody or HtmlBody or both."), AttemptResult.Rejected, AttemptFault.Message, "300"),
            Row("wrong token", 401, Error(10), AttemptResult.NotSent, AttemptFault.Account, "10"),
            Row("wrong token, as 422", 422, Error(10), AttemptResult.NotSent, AttemptFault.Account, "10"),
            Row("no such sender", 422, Error(400), AttemptResult.NotSent, AttemptFault.Account, "400"),
            Row("sender not confirmed", 422, Error(401), AttemptResult.NotSent, AttemptFault.Account, "401"),
            Row("out of credits", 422, Error(405), AttemptResult.NotSent, AttemptFault.Account, "405"),
            Row("account pending", 422, Error(412), AttemptResult.NotSent, AttemptFault.Account, "412"),
            Row("account may not send", 422, Error(413), AttemptResult.NotSent, AttemptFault.Account, "413"),
            Row("no such stream", 422, Error(1235), AttemptResult.NotSent, AttemptFault.Account, "1235"),
            Row("invalid JSON", 422, Error(402), AttemptResult.Rejected, AttemptFault.Message, "402"),
            Row("maintenance", 503, Error(100), AttemptResult.NotSent, AttemptFault.Provider, "100"),
            Row("maintenance, as 422", 422, Error(100), AttemptResult.NotSent, AttemptFault.Provider, "100"),
            Row("rate limit", 429, Error(429), AttemptResult.NotSent, AttemptFault.Provider, "429"),
            Row("a code of next year", 422, Error(9999), AttemptResult.Rejected, AttemptFault.Message, "9999"),
            Row("a code of next year in a success", 200, Error(9999), AttemptResult.NotSent, AttemptFault.Provider, "9999"),
            Row("another service's answer", 404, "{}", AttemptResult.NotSent, AttemptFault.Account, "404"),
            Row("too large", 413, "{}", AttemptResult.Rejected, AttemptFault.Message, "413"),
            Row("a success without a name", 200, """{"ErrorCode":0,"Message":"OK"}""", AttemptResult.Unknown, AttemptFault.Provider),
        ],
        ValidAddresses = ["ann@example.com", "Bob@EXAMPLE.org", "jörg@bücher.example"],
        InvalidAddresses = ["ann", "a@b", "ann@example.com\r\nBcc: x@example.com"],
        Secrets = [Token],
    };

    private static string Error(int code, string words = "no") => $$"""{"ErrorCode":{{code}},"Message":"{{words}}"}""";
}
