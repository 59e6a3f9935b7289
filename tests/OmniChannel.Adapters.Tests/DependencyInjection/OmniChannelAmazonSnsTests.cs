namespace OmniChannel.Tests.DependencyInjection;

public sealed class OmniChannelAmazonSnsTests
{
    [Fact]
    public async Task AddAmazonSns_FromJson_IsAnAccountForTextMessages()
    {
        var setup = await Instance.SetupOf(
            """{ "OmniChannel": { "Accounts": { "AmazonSns": { "main": { "Region": "eu-central-1", "AccessKeyId": "AKID", "SecretAccessKey": "hush", "SenderId": "OmniShop", "OriginationNumber": "+15551234567", "Topics": [ "arn:aws:sns:eu-central-1:123456789012:texts" ] } } } } }""",
            builder => builder.AddAmazonSns("main"));

        Assert.Empty(setup.Problems());
        Assert.Equal((Channel.Sms, "main"), setup.Adapters.Select(adapter => (adapter.Channel, adapter.Account)).Single());
    }

    [Fact]
    public async Task AddAmazonSns_OfWrongOptions_NamesEveryProblemAndNoSecret()
    {
        var setup = await Instance.SetupOf(
            """{ "OmniChannel": { "Accounts": { "AmazonSns": { "default": { "Region": "here", "SecretAccessKey": "hu sh", "SenderId": "The whole shop", "OriginationNumber": "shop", "Topics": [ "texts" ] } } } } }""",
            builder => builder.AddAmazonSns());

        var problems = setup.Problems();
        foreach (var name in new[] { "Region", "AccessKeyId", "SecretAccessKey", "SenderId", "OriginationNumber", "Topics[0]" })
        {
            Assert.Single(problems, problem => problem.StartsWith($"OmniChannel:Accounts:AmazonSns:default: {name} ", StringComparison.Ordinal));
        }

        Assert.DoesNotContain(problems, problem => problem.Contains("hu sh", StringComparison.Ordinal));
    }
}
