using OmniChannel.Delivery;

namespace OmniChannel.Tests.DependencyInjection;

/// <summary>Accounts at e-mail providers, from their configuration.</summary>
public sealed class OmniChannelEmailApisTests
{
    private static readonly Dictionary<string, Action<OmniChannelBuilder>> Providers = new()
    {
        ["AmazonSes"] = builder => builder.AddAmazonSes("main"),
        ["Postmark"] = builder => builder.AddPostmark("main"),
        ["Mailgun"] = builder => builder.AddMailgun("main"),
        ["Resend"] = builder => builder.AddResend("main"),
    };

    [Theory]
    [InlineData("AmazonSes", """{ "Region": "eu-central-1", "AccessKeyId": "AKIDEXAMPLE", "SecretAccessKey": "s", "From": "shop@example.com", "ConfigurationSet": "events", "Topics": [ "arn:aws:sns:eu-central-1:123456789012:mail" ], "Outcomes": { "MessageRejected": "AccountRefused" } }""")]
    [InlineData("Postmark", """{ "ServerToken": "t", "From": "shop@example.com", "MessageStream": "broadcast", "WebhookCredentials": [ "postmark:a-long-password-of-ours" ], "WebhookHeader": "X-Ours", "WebhookSecrets": [ "a-long-secret-of-ours" ] }""")]
    [InlineData("Mailgun", """{ "Domain": "mg.example.com", "ApiKey": "k", "From": "shop@example.com", "BaseAddress": "https://api.eu.mailgun.net", "TestMode": true, "WebhookKeys": [ "w" ], "WebhookTolerance": "01:00:00" }""")]
    [InlineData("Resend", """{ "ApiKey": "re_1", "From": "shop@example.com", "WebhookSecrets": [ "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" ] }""")]
    public async Task Add_OfRightOptions_IsAnAccountForMailThatListens(string provider, string options)
    {
        var setup = await SetupOf(provider, options);

        Assert.Empty(setup.Problems());
        var adapter = Assert.Single(setup.Adapters);
        Assert.Equal((Channel.Email, "main"), (adapter.Channel, adapter.Account));
        Assert.IsAssignableFrom<IInboundAdapter>(adapter);
    }

    [Theory]
    [InlineData("AmazonSes", """{ "Region": "x", "AccessKeyId": "", "SecretAccessKey": "se cret", "SessionToken": "se\ncret", "From": "shop", "ConfigurationSet": "a b", "Topics": [ "mail" ] }""", "Region", "AccessKeyId", "SecretAccessKey", "SessionToken", "From", "ConfigurationSet", "Topics[0]")]
    [InlineData("Postmark", """{ "ServerToken": "se\ncret", "From": "shop", "MessageStream": "a b", "WebhookCredentials": [ "secret" ], "WebhookHeader": "", "WebhookSecrets": [ "secret" ] }""", "ServerToken", "From", "MessageStream", "WebhookCredentials[0]", "WebhookHeader", "WebhookSecrets[0]")]
    [InlineData("Mailgun", """{ "Domain": "", "ApiKey": "se\ncret", "From": "", "WebhookKeys": [ "se cret" ], "WebhookTolerance": "10.00:00:00", "Timeout": "00:00:00" }""", "Domain", "ApiKey", "From", "WebhookKeys[0]", "WebhookTolerance", "Timeout")]
    [InlineData("Resend", """{ "ApiKey": "", "From": "shop", "WebhookSecrets": [ "secret" ], "WebhookTolerance": "-1", "BaseAddress": "http://api.resend.com" }""", "ApiKey", "From", "WebhookSecrets[0]", "WebhookTolerance", "BaseAddress")]
    public async Task Add_OfWrongOptions_NamesEveryProblemAndNoSecret(string provider, string options, params string[] names)
    {
        var setup = await SetupOf(provider, options);

        Assert.Equal(names.Length, setup.Problems().Count);
        foreach (var name in names)
        {
            Assert.Single(setup.Problems(), problem => problem.StartsWith($"OmniChannel:Accounts:{provider}:main: {name}", StringComparison.Ordinal));
        }

        Assert.DoesNotContain(setup.Problems(), problem => problem.Contains("cret", StringComparison.Ordinal) && !problem.Contains("secret.", StringComparison.Ordinal) && !problem.Contains("Secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("AmazonSes")]
    [InlineData("Postmark")]
    [InlineData("Mailgun")]
    [InlineData("Resend")]
    public async Task Add_OfAnOptionThatIsNone_IsAProblem(string provider) =>
        Assert.NotEmpty((await SetupOf(provider, """{ "Fron": "shop@example.com" }""")).Problems());

    private static Task<OmniChannelSetup> SetupOf(string provider, string options) =>
        Instance.SetupOf($$"""{ "OmniChannel": { "Accounts": { "{{provider}}": { "main": {{options}} } } } }""", Providers[provider]);
}
