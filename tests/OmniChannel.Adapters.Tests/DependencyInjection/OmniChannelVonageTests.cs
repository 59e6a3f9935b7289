namespace OmniChannel.Tests.DependencyInjection;

public sealed class OmniChannelVonageTests
{
    [Fact]
    public async Task AddVonage_FromJson_IsAnAccountForTextMessages()
    {
        var setup = await Instance.SetupOf(
            """{ "OmniChannel": { "Accounts": { "Vonage": { "main": { "ApiKey": "abcd1234", "ApiSecret": "hush", "SignatureSecrets": [ "new", "old" ], "From": "15551234567", "Callback": "https://shop.example/in", "Outcomes": { "6": "RecipientRejected" } } } } } }""",
            builder => builder.AddVonage("main"));

        Assert.Empty(setup.Problems());
        Assert.Equal((Channel.Sms, "main"), setup.Adapters.Select(adapter => (adapter.Channel, adapter.Account)).Single());
    }

    [Fact]
    public async Task AddVonage_OfWrongOptions_NamesEveryProblemAndNoSecret()
    {
        var setup = await Instance.SetupOf(
            $$"""{ "OmniChannel": { "Accounts": { "Vonage": { "default": { "ApiSecret": "hu sh", "SignatureSecrets": [ "" ], "From": "The whole shop", "Callback": "https://shop.example/{{new string('x', 100)}}" } } } } }""",
            builder => builder.AddVonage());

        var problems = setup.Problems();
        foreach (var name in new[] { "ApiKey", "ApiSecret", "SignatureSecrets[0]", "From", "Callback" })
        {
            Assert.Single(problems, problem => problem.StartsWith($"OmniChannel:Accounts:Vonage:default: {name} ", StringComparison.Ordinal));
        }

        Assert.DoesNotContain(problems, problem => problem.Contains("hu sh", StringComparison.Ordinal));
    }
}
