namespace OmniChannel.Tests.DependencyInjection;

public sealed class OmniChannelWebhooksTests
{
    private const string Secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz";

    [Fact]
    public async Task AddWebhook_FromJson_IsAnAccountOfItsChannel()
    {
        var setup = await Instance.SetupOf(
            $$"""
            { "OmniChannel": { "Accounts": { "Webhook": {
              "texts": { "Channel": "sms", "Endpoint": "https://sms.example/in", "Secrets": [ "{{Secret}}" ], "Timeout": "00:00:15" },
              "default": { "Endpoint": "https://any.example/in", "Secrets": [ "{{Secret}}" ] }
            } } } }
            """,
            builder => builder.AddWebhook("texts").AddWebhook().AddWebhook("texts"));

        Assert.Empty(setup.Problems());
        Assert.Equal([(Channel.Sms, "texts"), (new Channel("webhook"), "default")], setup.Adapters.Select(adapter => (adapter.Channel, adapter.Account)));
    }

    [Fact]
    public async Task AddWebhook_OfWrongOptions_NamesEveryProblemAndNoSecret()
    {
        var setup = await Instance.SetupOf(
            """{ "OmniChannel": { "Accounts": { "Webhook": { "default": { "Endpoint": "http://shop.example/in", "Secrets": [ "hush" ] } } } } }""",
            builder => builder.AddWebhook().AddWebhook("absent"));

        var problems = setup.Problems();
        Assert.Equal(2, problems.Count(problem => problem.StartsWith("OmniChannel:Accounts:Webhook:default: ", StringComparison.Ordinal)));
        Assert.Equal(2, problems.Count(problem => problem.StartsWith("OmniChannel:Accounts:Webhook:absent: ", StringComparison.Ordinal)));
        Assert.DoesNotContain(problems, problem => problem.Contains("hush", StringComparison.Ordinal));
        Assert.Empty(setup.Adapters);
    }
}
