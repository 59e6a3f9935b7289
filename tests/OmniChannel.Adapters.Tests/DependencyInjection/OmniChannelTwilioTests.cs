using OmniChannel.Delivery;

namespace OmniChannel.Tests.DependencyInjection;

public sealed class OmniChannelTwilioTests
{
    [Fact]
    public async Task AddTwilio_FromJson_IsAnAccountForTextMessages()
    {
        var setup = await Instance.SetupOf(
            """
            { "OmniChannel": { "Accounts": { "Twilio": {
              "main": { "AccountSid": "AC00000000000000000000000000000000", "AuthTokens": [ "new", "old" ], "From": "+15551234567", "Timeout": "00:00:05",
                        "Outcomes": { "30034": "MessageRejected", "HTTP 404": "ComeLater" } },
              "news": { "AccountSid": "AC00000000000000000000000000000000", "AuthTokens": [ "new" ], "MessagingServiceSid": "MG00000000000000000000000000000000", "MaySendMarketing": false }
            } } } }
            """,
            builder => builder.AddTwilio("main").AddTwilio("news").AddTwilio("main"));

        Assert.Empty(setup.Problems());
        Assert.Equal([(Channel.Sms, "main", true), (Channel.Sms, "news", false)], setup.Adapters.Select(adapter => (adapter.Channel, adapter.Account, ((IMarketingAccount)adapter).MaySendMarketing)));
    }

    [Fact]
    public async Task AddTwilio_OfWrongOptions_NamesEveryProblemAndNoSecret()
    {
        var setup = await Instance.SetupOf(
            """{ "OmniChannel": { "Accounts": { "Twilio": { "default": { "AccountSid": "AC1", "AuthTokens": [ "hu sh" ], "ApiKeySid": "SK00000000000000000000000000000000", "BaseAddress": "http://twilio.example", "StatusCallback": "ftp://a" } } } } }""",
            builder => builder.AddTwilio().AddTwilio("absent"));

        var problems = setup.Problems();
        foreach (var name in new[] { "AccountSid", "AuthTokens[0]", "ApiKeySecret", "From", "BaseAddress", "StatusCallback" })
        {
            Assert.Single(problems, problem => problem.StartsWith("OmniChannel:Accounts:Twilio:default: ", StringComparison.Ordinal) && problem.Contains(name, StringComparison.Ordinal));
        }

        Assert.Contains(problems, problem => problem.StartsWith("OmniChannel:Accounts:Twilio:absent: AuthTokens is empty", StringComparison.Ordinal));
        Assert.DoesNotContain(problems, problem => problem.Contains("hu sh", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{ "Twilio": { "default": { "AcountSid": "AC1" } } }""", "AcountSid")]
    [InlineData("""{ "Twilio": { "default": { "Outcomes": { "30034": "Later" } } } }""", "Outcomes")]
    public async Task AddTwilio_OfUnknownSettings_NamesThem(string accounts, string expected)
    {
        var setup = await Instance.SetupOf($$"""{ "OmniChannel": { "Accounts": {{accounts}} } }""", builder => builder.AddTwilio());

        Assert.Contains(setup.Problems(), problem => problem.Contains(expected, StringComparison.Ordinal));
    }
}
