using OmniChannel.Delivery;
using OmniChannel.Email;
using OmniChannel.Messaging;
using OmniChannel.Sms;
using OmniChannel.Social;
using OmniChannel.Testing;
using OmniChannel.Tests.Messaging;

namespace OmniChannel.Tests;

/// <summary>The four shapes of an answer that break whoever goes by the status alone.</summary>
public sealed class MisleadingStatusTests
{
    [Fact]
    public async Task Vonage_200WithAStatusOtherThanZero_IsWhatTheStatusInTheBodySays()
    {
        Assert.Equal((AttemptResult.Accepted, AttemptFault.None, null), await VonageAsync("""{"message-count":"1","messages":[{"to":"491511234567","message-id":"0A01","status":"0"}]}"""));
        Assert.Equal((AttemptResult.NotSent, AttemptFault.Provider, "1"), await VonageAsync("""{"message-count":"1","messages":[{"status":"1","error-text":"Throughput Rate Exceeded - please wait [ 250 ] and retry"}]}"""));
        Assert.Equal((AttemptResult.NotSent, AttemptFault.Account, "9"), await VonageAsync("""{"message-count":"1","messages":[{"status":"9","error-text":"Partner quota exceeded"}]}"""));
        Assert.Equal((AttemptResult.Rejected, AttemptFault.Recipient, "7"), await VonageAsync("""{"message-count":"1","messages":[{"status":"7","error-text":"Number barred"}]}"""));
        Assert.Equal((AttemptResult.Rejected, AttemptFault.Message, "12"), await VonageAsync("""{"message-count":"1","messages":[{"status":"12","error-text":"Message too long"}]}"""));
        Assert.Equal((AttemptResult.Unknown, AttemptFault.Provider, null), await VonageAsync("""{"message-count":"2","messages":[{"message-id":"0A01","status":"0"},{"status":"1"}]}"""));
    }

    [Fact]
    public async Task Slack_200WithOkFalse_IsWhatTheWordSays()
    {
        Assert.Equal((AttemptResult.Accepted, AttemptFault.None, null), await SlackAsync("""{"ok":true,"channel":"C123ABC456","ts":"1503435956.000247"}"""));
        Assert.Equal((AttemptResult.Rejected, AttemptFault.Recipient, "channel_not_found"), await SlackAsync("""{"ok":false,"error":"channel_not_found"}"""));
        Assert.Equal((AttemptResult.NotSent, AttemptFault.Account, "invalid_auth"), await SlackAsync("""{"ok":false,"error":"invalid_auth"}"""));
        Assert.Equal((AttemptResult.NotSent, AttemptFault.Provider, "ratelimited"), await SlackAsync("""{"ok":false,"error":"ratelimited"}"""));
        Assert.Equal((AttemptResult.NotSent, AttemptFault.Provider, "a_word_of_next_year"), await SlackAsync("""{"ok":false,"error":"a_word_of_next_year"}"""));
        Assert.NotEqual(AttemptResult.Accepted, (await SlackAsync("""{"ok":false,"channel":"C123ABC456","ts":"1503435956.000247","error":"fatal_error"}""")).Result);
    }

    [Fact]
    public async Task X_SuccessWithErrors_IsAYesOnlyBesideData()
    {
        Assert.Equal((AttemptResult.Accepted, AttemptFault.None, null), await XAsync(201, """{"data":{"id":"1445880548472328192","text":"hi"}}"""));
        Assert.Equal((AttemptResult.Accepted, AttemptFault.None, null), await XAsync(201, """{"data":{"id":"1445880548472328192"},"errors":[{"type":"https://api.x.com/2/problems/field-unauthorized","title":"Field"}]}"""));
        foreach (var status in new[] { 200, 201 })
        {
            Assert.Equal((AttemptResult.NotSent, AttemptFault.Account, "not-authorized-for-resource"), await XAsync(status, """{"errors":[{"type":"https://api.x.com/2/problems/not-authorized-for-resource","title":"Authorization Error"}]}"""));
            Assert.Equal((AttemptResult.Rejected, AttemptFault.Message, "invalid-request"), await XAsync(status, """{"errors":[{"type":"https://api.x.com/2/problems/invalid-request"}],"data":{}}"""));
            Assert.Equal((AttemptResult.NotSent, AttemptFault.Provider, "of-next-year"), await XAsync(status, """{"errors":[{"type":"https://api.x.com/2/problems/of-next-year"}]}"""));
        }
    }

    /// <summary>"400" would be final, and the message lost, for nothing but too many at once.</summary>
    [Fact]
    public async Task Amazon_400ThatThrottles_IsNotSentAndComesAgain()
    {
        foreach (var error in new[] { "LimitExceededException", "ThrottlingException", "TooManyRequestsException" })
        {
            Assert.Equal((AttemptResult.NotSent, AttemptFault.Provider, error), await SesAsync(error));
        }

        foreach (var error in new[] { "KMSThrottling", "Throttling", "ThrottlingException" })
        {
            Assert.Equal((AttemptResult.NotSent, AttemptFault.Provider, error), await SnsAsync(error));
        }

        Assert.Equal((AttemptResult.Rejected, AttemptFault.Message, "BadRequestException"), await SesAsync("BadRequestException"));
        Assert.Equal((AttemptResult.Rejected, AttemptFault.Message, "InvalidParameter"), await SnsAsync("InvalidParameter"));
    }

    private static Task<(AttemptResult Result, AttemptFault Fault, string? Code)> VonageAsync(string body) => SendAsync(
        (address, client) => new VonageChannelAdapter("main", new VonageOptions { ApiKey = "abcd1234", ApiSecret = "s", From = "Shop", BaseAddress = address, AllowPrivateNetworks = true }, client, TimeProvider.System), Channel.Sms, "+491511234567", ProviderReply.Json(200, body));

    private static Task<(AttemptResult Result, AttemptFault Fault, string? Code)> SlackAsync(string body) => SendAsync(
        (address, client) => new SlackChannelAdapter("main", new SlackOptions { BotToken = "xoxb-1", BaseAddress = address, AllowPrivateNetworks = true }, client, TimeProvider.System), new("slack"), "U012AB3CD", ProviderReply.Json(200, body));

    private static Task<(AttemptResult Result, AttemptFault Fault, string? Code)> XAsync(int status, string body) => SendAsync(
        (address, client) => new XPostChannelAdapter("main", new XOptions { UserId = "2244994945", AccessToken = "t", BaseAddress = address, AllowPrivateNetworks = true }, client, TimeProvider.System), Channel.X, "2244994945", ProviderReply.Json(status, body));

    private static Task<(AttemptResult Result, AttemptFault Fault, string? Code)> SesAsync(string error) => SendAsync(
        (address, client) => new AmazonSesChannelAdapter("main", new AmazonSesOptions { Region = "eu-central-1", AccessKeyId = "AKIDEXAMPLE", SecretAccessKey = "s", From = "shop@example.com", BaseAddress = address, AllowPrivateNetworks = true }, client, TimeProvider.System),
        Channel.Email, "ann@example.com", new ProviderReply { Status = 400, Headers = new Dictionary<string, string> { ["x-amzn-ErrorType"] = error }, Body = """{"message":"no"}""" });

    private static Task<(AttemptResult Result, AttemptFault Fault, string? Code)> SnsAsync(string error) => SendAsync(
        (address, client) => new AmazonSnsChannelAdapter("main", new AmazonSnsOptions { Region = "eu-central-1", AccessKeyId = "AKIDEXAMPLE", SecretAccessKey = "s", BaseAddress = address, AllowPrivateNetworks = true }, client, TimeProvider.System),
        Channel.Sms, "+491511234567", new ProviderReply { Status = 400, ContentType = "text/xml", Body = $"<ErrorResponse><Error><Type>Sender</Type><Code>{error}</Code><Message>no</Message></Error></ErrorResponse>" });

    private static async Task<(AttemptResult Result, AttemptFault Fault, string? Code)> SendAsync(Func<Uri, HttpClient, IChannelAdapter> create, Channel channel, string address, ProviderReply reply)
    {
        var (outcome, _) = await Exchange.SendAsync(create, SampleMessage.Full with { Channel = channel, Address = address, Content = new() { Subject = "Your cart", Text = "Two things are still in it." } }, reply);
        return (outcome.Result, outcome.Fault, outcome.Code);
    }
}
