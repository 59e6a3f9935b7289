using System.Text;
using OmniChannel.Delivery;
using OmniChannel.Email;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Email.Mailgun;

/// <summary>The whole contract of an adapter over HTTP, on Mailgun.</summary>
public sealed class MailgunChannelAdapterConformanceTests : HttpAdapterContract
{
    private const string Key = "key-0123456789abcdef0123456789abcdef";

    protected override string Table => """
        NotSent, account: HTTP 404, HTTP 405, from, h:reply-to
        Rejected, message: HTTP 413
        Rejected, recipient: to
        """;

    protected override void Register(OmniChannelBuilder builder, Uri address) => builder.AddMailgun(configure: options =>
    {
        options.ApiKey = Key;
        options.Domain = "mg.example.com";
        options.From = "shop@example.com";
        options.BaseAddress = address;
        options.AllowPrivateNetworks = true;
    });

    protected override HttpAdapterUnderTest Describe(Uri address) => new()
    {
        Adapter = new MailgunChannelAdapter("main", new MailgunOptions { ApiKey = Key, Domain = "mg.example.com", From = "shop@example.com", BaseAddress = address, AllowPrivateNetworks = true }, Client(), Clock),
        Clock = Clock,
        Good = ProviderReply.Json(200, """{"id":"<20260203192638.000be97f@mg.example.com>","message":"Queued. Thank you."}"""),
        GoodId = "<20260203192638.000be97f@mg.example.com>",
        Capabilities = ChannelDefinitions.Email.Capabilities,
        Limits = [ApiMail.UnsubscribeLimit],
        RetryAfter = RetryAfterDialect.ResetAtEpoch,
        Cases =
        [
            Row("bad recipient", 400, Error("to parameter is not a valid address. please check documentation"), AttemptResult.Rejected, AttemptFault.Recipient, "to"),
            Row("bad recipient, in quotes", 400, Error("'to' parameter is not a valid address. please check documentation"), AttemptResult.Rejected, AttemptFault.Recipient, "to"),
            Row("bad sender", 400, Error("'from' parameter is not a valid address. please check documentation"), AttemptResult.NotSent, AttemptFault.Account, "from"),
            Row("something else is bad", 400, Error("Need at least one of 'text', 'html', 'amp-html' or 'template' parameters specified"), AttemptResult.Rejected, AttemptFault.Message, "400"),
            new() { Name = "wrong key, which is no JSON", Reply = new() { Status = 401, Body = "Forbidden", ContentType = "text/plain" }, Result = AttemptResult.NotSent, Fault = AttemptFault.Account, Code = "401" },
            Row("disabled", 403, Error("Domain mg.example.com is not allowed to send: The domain is disabled."), AttemptResult.NotSent, AttemptFault.Account, "403"),
            Row("no such domain", 404, Error("Domain not found: mg.example.com"), AttemptResult.NotSent, AttemptFault.Account, "404"),
            Row("too large", 413, Error("Request entity too large"), AttemptResult.Rejected, AttemptFault.Message, "413"),
            Row("too many", 429, Error("Domain mg.example.com is not allowed to send: request limit exceeded"), AttemptResult.NotSent, AttemptFault.Provider, "429"),
            Row("a success without a name", 200, """{"message":"Queued. Thank you."}""", AttemptResult.Unknown, AttemptFault.Provider),
            new() { Name = "the front page of another host", Reply = new() { Status = 200, Body = "Mailgun Magnificent API", ContentType = "text/plain" }, Result = AttemptResult.Unknown, Fault = AttemptFault.Provider },
        ],
        ValidAddresses = ["ann@example.com", "Bob@EXAMPLE.org", "jörg@bücher.example"],
        InvalidAddresses = ["ann", "a@b", "ann@example.com\r\nBcc: x@example.com"],
        Secrets = [Key, Convert.ToBase64String(Encoding.UTF8.GetBytes($"api:{Key}"))],
    };

    private static string Error(string words) => $$"""{"message":"{{words}}"}""";
}
