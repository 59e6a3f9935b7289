using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OmniChannel.Testing;

namespace OmniChannel.Tests;

/// <summary>Handlebars through a whole instance.</summary>
public sealed class HandlebarsRuntimeTests
{
    private static readonly ManualClock Clock = new(new DateTimeOffset(2026, 6, 15, 10, 0, 0, TimeSpan.Zero));

    private static readonly Campaign Receipt = new()
    {
        Id = new("receipt"),
        Name = "Receipt",
        Variants = [new Variant { Channel = Channel.Email, Engine = "handlebars", Subject = "Thanks, {{customer.name}}", Text = "{{#each message.lines}}{{name}} {{/each}}", Html = "<ul>{{#each message.lines}}<li>{{name}}</li>{{/each}}</ul>" }],
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static async Task<(OmniChannelRuntime Runtime, RecordingChannel Mail)> OpenAsync(HandlebarsOptions? options = null)
    {
        var mail = new RecordingChannel(Channel.Email);
        var setup = new OmniChannelSetup { Time = Clock, Options = { TimeZone = "UTC", PublicBaseUri = new("https://shop.example/u") } };
        setup.Adapters.Add(mail);
        setup.TemplateEngines.Add(new HandlebarsEngine(options));
        var runtime = OmniChannelRuntime.Create(setup);
        await runtime.StartAsync(Stop);
        await runtime.SaveAsync(new CustomerProfile { Id = new("anna"), Name = "<b>Änna</b>", ContactPoints = [ContactPoint.Email("anna@example.com")], Consents = [ConsentRecord.Grant(Purpose.Service, Channel.Email, Clock.GetUtcNow(), "form")] }, Stop);
        return (runtime, mail);
    }

    private static Message Message => new()
    {
        Campaign = Receipt.Id,
        Purpose = Purpose.Service,
        Data = new Dictionary<string, string> { ["lines.0.name"] = "Tent", ["lines.1.name"] = "<Mat>" },
    };

    [Fact]
    public async Task Send_OfAVariantInHandlebars_FillsItIn()
    {
        var (runtime, mail) = await OpenAsync();
        await using var _ = runtime;
        await runtime.SaveAsync(Receipt, Stop);

        Assert.IsType<SendResult.Queued>(await runtime.SendAsync(Message, new("anna"), null, Stop));
        await runtime.DispatchDueAsync(Stop);

        var content = Assert.Single(mail.Sent).Content;
        Assert.Equal(("Thanks, <b>Änna</b>", "Tent <Mat> ", "<ul><li>Tent</li><li>&lt;Mat&gt;</li></ul>"), (content.Subject, content.Text, content.Html));
    }

    [Theory]
    [InlineData("{{> head}}", "The partial 'head' never ends: head → head")]
    [InlineData("Hi\n{{customer.nme}}", "2:3: found {{customer.nme}}")]
    [InlineData("Hi\n{{#each mesage.lines}}{{name}}{{/each}}", "2:9: found {{mesage.lines.*}}")]
    [InlineData("{{{customer.name}}}", "Unescaped values")]
    public async Task Save_OfABadTemplate_SaysWhereAndSendsNothing(string text, string said)
    {
        var (runtime, mail) = await OpenAsync(new HandlebarsOptions { Partials = new Dictionary<string, string> { ["head"] = "x{{> head}}" } });
        await using var _ = runtime;

        var refused = await Assert.ThrowsAsync<CampaignRefusedException>(async () => await runtime.SaveAsync(Receipt with { Variants = [Receipt.Variants[0] with { Text = text }] }, Stop));

        Assert.Contains(refused.Problems, problem => problem.Contains(said, StringComparison.Ordinal));
        await Assert.ThrowsAsync<ArgumentException>(async () => await runtime.SendAsync(Message, new("anna"), null, Stop));
        Assert.Empty(mail.Sent);
    }

    [Fact]
    public async Task UseHandlebars_OnABuilder_IsThereOnce()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddOmniChannel(builder.Configuration)
            .AddAdapter(_ => new RecordingChannel(Channel.Email))
            .Configure(options => options.PublicBaseUri = new("https://shop.example/u"))
            .UseHandlebars()
            .UseHandlebars(new HandlebarsOptions { Partials = new Dictionary<string, string> { ["sign"] = "!" } })
            .AddCampaign(Receipt with { Variants = [Receipt.Variants[0] with { Text = "Hi{{> sign}}" }] });
        using var host = builder.Build();

        await host.StartAsync(Stop);

        Assert.NotNull(host.Services.GetRequiredService<IChannelOrchestrator>());
        await host.StopAsync(Stop);
    }
}
