using OmniChannel.Delivery;
using OmniChannel.Email;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Email.SendGrid;

/// <summary>The whole contract of an adapter over HTTP, on SendGrid.</summary>
public sealed class SendGridChannelAdapterConformanceTests : HttpAdapterContract
{
    private const string Key = "SG.aaaaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

    protected override string Table => """
        NotSent, account: HTTP 404, HTTP 405, authorization, from, from.email, reply_to, reply_to.email
        Rejected, message: HTTP 413
        Rejected, recipient: personalizations.0.to.0.email
        """;

    protected override void Register(OmniChannelBuilder builder, Uri address) => builder.AddSendGrid(configure: options =>
    {
        options.ApiKey = Key;
        options.From = "shop@example.com";
        options.BaseAddress = address;
        options.AllowPrivateNetworks = true;
    });

    protected override HttpAdapterUnderTest Describe(Uri address) => new()
    {
        Adapter = new SendGridChannelAdapter("main", new SendGridOptions { ApiKey = Key, From = "shop@example.com", BaseAddress = address, AllowPrivateNetworks = true }, Client(), Clock),
        Clock = Clock,
        Good = new ProviderReply { Status = 202, Headers = new Dictionary<string, string> { ["X-Message-Id"] = "14c5d75ce93" } },
        GoodId = "14c5d75ce93",
        SaysYesInTheBody = false,
        Capabilities = ChannelDefinitions.Email.Capabilities,
        Limits = [ApiMail.UnsubscribeLimit],
        RetryAfter = RetryAfterDialect.ResetAtEpoch,
        Cases =
        [
            Row("bad recipient", 400, Error("personalizations.0.to.0.email"), AttemptResult.Rejected, AttemptFault.Recipient, "personalizations.0.to.0.email"),
            Row("bad content", 400, Error("content.0.value"), AttemptResult.Rejected, AttemptFault.Message, "content.0.value"),
            Row("bad sender", 400, Error("from.email"), AttemptResult.NotSent, AttemptFault.Account, "from.email"),
            Row("sender not verified", 403, Error("from"), AttemptResult.NotSent, AttemptFault.Account),
            Row("bad key", 401, """{"errors":[{"message":"authorization required","field":"authorization"}]}""", AttemptResult.NotSent, AttemptFault.Account),
            Row("credits used up", 401, """{"errors":[{"message":"Maximum credits exceeded","field":null,"help":null}]}""", AttemptResult.NotSent, AttemptFault.Account, "401"),
            Row("too large", 413, """{"errors":[{"message":"Payload too large"}]}""", AttemptResult.Rejected, AttemptFault.Message, "413"),
            Row("no such path", 404, """{"errors":[{"message":"not found"}]}""", AttemptResult.NotSent, AttemptFault.Account, "404"),
            Row("a page that says yes", 200, "<html>Welcome</html>", AttemptResult.Unknown, AttemptFault.Provider),
        ],
        ValidAddresses = ["ann@example.com", "Bob@EXAMPLE.org", "jörg@bücher.example"],
        InvalidAddresses = ["ann", "a@b", "ann@example.com\r\nBcc: x@example.com"],
        Secrets = [Key],
    };

    private static string Error(string field) => $$"""{"errors":[{"message":"no","field":"{{field}}","help":null}]}""";
}
