using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace OmniChannel.Tests.Samples;

public sealed class PersonaSamplesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Samples_OfThePage_DoWhatItSays()
    {
        var services = new ServiceCollection();
        var configuration = new ConfigurationManager();
        PersonaSamples.Describe(services, configuration);
        PersonaSamples.Ask(services, configuration, Facts.Custom.Flag("children", "Whether the customer has children."));
        services.AddOmniChannel(configuration).ConfigureSetup((_, setup) => setup.Campaigns.Clear()); // nothing sends here
        await using var provider = services.BuildServiceProvider();
        var omni = provider.GetRequiredService<OmniChannelRuntime>();
        await omni.StartAsync(Stop);
        var console = new StringWriter { NewLine = "\n" };
        var now = TimeProvider.System.GetUtcNow();

        PersonaSamples.ReadSource(console);
        await omni.Surveys.AnswerAsync(new("welcome"), "children", "1", new SurveyReply { Customer = new("anna"), At = now, Source = "/t" }, Stop);
        await PersonaSamples.TakeAsync(omni, TimeProvider.System, now.AddDays(-1), console);
        await PersonaSamples.ExplainAsync(omni, console);

        Assert.Equal(
            """
            google-ads, source news, medium email, from google.com
            size: l; next: nothing
            anna is parent 42.9 %, grandparent 42.8 %, none of them 14.3 %
            """.ReplaceLineEndings("\n"), string.Join('\n', console.ToString().Split('\n').Take(3)));
        Assert.Contains("Answer 300 1000 0 300000", console.ToString(), StringComparison.Ordinal);
        Assert.Same(omni.Personas, provider.GetRequiredService<Personas>());
        Assert.Same(omni.Surveys, provider.GetRequiredService<Surveys>());
        CustomerProfile[] customers = [.. Enumerable.Range(0, 60).Select(i => new CustomerProfile { Id = new($"c{i}"), IsNew = i % 3 == 0, PurchaseChannel = i % 3 == 0 ? Channel.Store : Channel.Website, Spent = Money.Of(i % 3 == 0 ? 10 : 90, "EUR") })];
        Assert.Equal("customer.spent >= money(\"50.00 EUR\")", PersonaSamples.Seek(customers, [.. customers.Select(one => one.IsNew == true ? (int?)0 : 200)], console).When?.ToString());
        Assert.Equal(60, omni.Personas.All[1].Channels[Channel.Email]);
    }
}
