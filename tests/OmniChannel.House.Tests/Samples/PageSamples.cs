using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace OmniChannel.Tests.Samples;

/// <summary>The code that docs/channels/pages.md shows.</summary>
public sealed class PageSamples
{
    [Fact]
    public async Task Pages_OfThePage_AreRead()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var inApp = new ChannelDefinition { Channel = new Channel("in-app"), DisplayName = "the app", Capabilities = new() { Direction = ChannelDirection.Outbound, Reach = ChannelReach.Person, IsOnline = true } };
        CustomerId customer = new("anna");
        var builder = Host.CreateEmptyApplicationBuilder(null);

        #region Pages
        builder.Services.AddOmniChannel(builder.Configuration)
            .AddPages()                                            // the website and live chat
            .AddChannel(inApp).AddPages(inApp.Channel);            // and one of your own
        #endregion

        using var host = builder.Build();
        await host.StartAsync(cancellationToken);
        var runtime = host.Services.GetRequiredService<OmniChannelRuntime>();

        #region PagesRead
        foreach (var message in await runtime.Pages.ReadAsync(customer, Channel.Website, cancellationToken: cancellationToken))
        {
            // … the page shows message.Content, and tells what the customer did:
            await runtime.Pages.TellAsync(customer, message.Delivery, ReceiptKind.Clicked, cancellationToken);
        }
        #endregion

        await host.StopAsync(cancellationToken);
    }
}
