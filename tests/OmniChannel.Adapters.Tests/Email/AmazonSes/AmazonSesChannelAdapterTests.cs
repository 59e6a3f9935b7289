using System.Text;
using System.Text.Json.Nodes;
using OmniChannel.Delivery;
using OmniChannel.Email;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Email.AmazonSes;

public sealed class AmazonSesChannelAdapterTests
{
    private static readonly ManualClock Clock = new(new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Send_AMessage_IsTheSignedMailThatAmazonDocuments()
    {
        var request = await ApiMail.RequestAsync(Adapter(options => options.ConfigurationSet = "events"), ApiMail.Full, ProviderReply.Json(200, """{"MessageId":"m1"}"""));

        Assert.Equal(("POST", "/v2/email/outbound-emails", "application/json", "20260615T100000Z", null), (request.Method, request.Target, request.Header("Content-Type"), request.Header("X-Amz-Date"), request.Header("X-Amz-Security-Token")));
        Assert.Matches("^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260615/eu-central-1/ses/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=[0-9a-f]{64}$", request.Header("Authorization"));
        var body = JsonNode.Parse(request.Body)!.AsObject();
        var raw = Encoding.ASCII.GetString(body["Content"]!["Raw"]!["Data"]!.GetValue<string>() is var data ? Convert.FromBase64String(data) : []);
        body["Content"]!["Raw"]!["Data"] = "…";
        Assert.Equal(
            """{"FromEmailAddress":"shop@example.com","Destination":{"ToAddresses":["ada@example.com"]},"Content":{"Raw":{"Data":"…"}},"EmailTags":[{"Name":"omnichannel_delivery","Value":"delivery-1"}],"ConfigurationSetName":"events"}""",
            System.Text.RegularExpressions.Regex.Unescape(body.ToJsonString()));
        Assert.Contains("\r\nList-Unsubscribe: <https://shop.example/out/abc>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n", raw, StringComparison.Ordinal);
        Assert.Contains("\r\nSubject: Your cart\r\n", raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_ByTheLibraryForNode_IsSignedAlike()
    {
        var request = await ApiMail.RequestAsync(Adapter(options => options.SessionToken = "token/+="), ApiMail.Full, ProviderReply.Json(200, """{"MessageId":"m1"}"""));

        var theirs = (await Oracle.AskVerifiersAsync([new JsonObject
        {
            ["library"] = "aws4",
            ["options"] = new JsonObject
            {
                ["service"] = "ses", ["region"] = "eu-central-1", ["host"] = request.Header("Host"), ["method"] = "POST", ["path"] = request.Target, ["body"] = request.Text,
                ["headers"] = new JsonObject { ["Content-Type"] = request.Header("Content-Type"), ["X-Amz-Date"] = request.Header("X-Amz-Date") },
                ["extraHeadersToIgnore"] = new JsonObject { ["content-length"] = true },
            },
            ["credentials"] = new JsonObject { ["accessKeyId"] = "AKIDEXAMPLE", ["secretAccessKey"] = "secret", ["sessionToken"] = "token/+=" },
        }]))[0]!;
        Assert.Equal(theirs["Authorization"]!.GetValue<string>(), request.Header("Authorization"));
        Assert.Equal("token/+=", request.Header("X-Amz-Security-Token"));
    }

    [Fact]
    public async Task Send_WithCredentialsThatAreRenewed_AsksForThemEachTime()
    {
        var (asked, adapter) = (0, Adapter(options => options.CredentialsFrom(_ => ValueTask.FromResult(new AmazonCredentials { AccessKeyId = "ASIAROLE", SecretAccessKey = "s", SessionToken = "t" }))));

        var request = await ApiMail.RequestAsync(adapter, ApiMail.Full, ProviderReply.Json(200, """{"MessageId":"m1"}"""));
        var failing = Adapter(options => options.CredentialsFrom(_ => throw new HttpRequestException($"{++asked}")));

        Assert.Contains("Credential=ASIAROLE/", request.Header("Authorization"), StringComparison.Ordinal);
        Assert.Equal("t", request.Header("X-Amz-Security-Token"));
        Assert.Equal((AttemptResult.NotSent, 1), ((await ApiMail.SendAsync(client => failing(new Uri("http://127.0.0.1:9/"), client), ApiMail.Full)).Result, asked));
    }

    [Theory]
    [InlineData("jörg@example.com", "shop@example.com", AttemptResult.Rejected, AttemptFault.Message)]
    [InlineData("ann@example.com", "jörg@example.com", AttemptResult.NotSent, AttemptFault.Account)]
    public async Task Send_WhatNeedsSmtpUtf8_IsNotTried(string to, string from, AttemptResult result, AttemptFault fault)
    {
        var outcome = await ApiMail.SendAsync(client => Adapter(options => options.From = from)(new Uri("http://127.0.0.1:9/"), client), ApiMail.Full with { Address = to });

        Assert.Equal((result, fault), (outcome.Result, outcome.Fault));
    }

    [Fact]
    public async Task Send_ADeliveryThatIsNoTag_GoesWithoutOne()
    {
        var request = await ApiMail.RequestAsync(Adapter(), ApiMail.Full with { Delivery = new("a b") }, ProviderReply.Json(200, """{"MessageId":"m1"}"""));

        Assert.Null(JsonNode.Parse(request.Body)!["EmailTags"]);
    }

    [Fact]
    public async Task Specification_TakesEveryMailOfOurs()
    {
        var prism = Oracle.Prism("ses");
        foreach (var message in ApiMail.Every)
        {
            var outcome = await ApiMail.SendAsync(client => Adapter()(prism, client), message);
            Assert.True(outcome.Result == AttemptResult.Accepted, $"{outcome.Result} {outcome.Code} {outcome.Detail}");
        }
    }

    [Theory]
    [InlineData("""{"FromEmailAddress":"a@example.com"}""", 422)]
    [InlineData("""{"Content":{"Raw":{"Data":"eA=="}},"EmailTags":[{"Name":"a"}]}""", 422)]
    public async Task Specification_RefusesWhatIsWrong(string body, int status) =>
        Assert.Equal(status, await ApiMail.StatusAsync(new Uri(Oracle.Prism("ses"), "v2/email/outbound-emails"), body, "Authorization", "AWS4-HMAC-SHA256 x"));

    private static Func<Uri, HttpClient, IChannelAdapter> Adapter(Action<AmazonSesOptions>? change = null) => (address, client) =>
    {
        var options = new AmazonSesOptions { Region = "eu-central-1", AccessKeyId = "AKIDEXAMPLE", SecretAccessKey = "secret", From = "shop@example.com", BaseAddress = address, AllowPrivateNetworks = true };
        change?.Invoke(options);
        Assert.Empty(AmazonSesOptionsCheck.Problems(options));
        return new AmazonSesChannelAdapter("main", options, client, Clock);
    };
}
