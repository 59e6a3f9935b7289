using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OmniChannel;
using OmniChannel.Testing;
using QuickStart;

// A fixed clock, so that the story is the same on every run: a Tuesday evening in Berlin.
var clock = new ManualClock(new DateTimeOffset(2026, 5, 12, 16, 30, 0, TimeSpan.Zero));
var folder = Directory.CreateTempSubdirectory("omnichannel-quickstart-").FullName;
var smtp = SmtpArgument.Parse(args);

var builder = Host.CreateEmptyApplicationBuilder(null);
builder.Services.AddSingleton<TimeProvider>(clock);
var omnichannel = builder.Services.AddOmniChannel(builder.Configuration)
    .AddSqlite(Path.Combine(folder, "shop.db"))
    .AddPersona(Shop.Commuter)
    .AddPersona(Shop.Researcher)
    .AddPersona(Shop.Regular)
    .AddCampaign(Shop.CartReminder)
    .AddCampaign(Shop.OrderReceipt)
    .UseAgents(channel => channel == Channel.LiveChat ? 1 : 0)
    .Configure(options => options.Dispatch = DispatchMode.None);

if (smtp is { } server)
{
    omnichannel
        .AddSmtp(configure: options => server.Apply(options))
        .AddDevelopmentChannel(Path.Combine(folder, "sent"), Channel.Push, Channel.WhatsApp, Channel.LiveChat)
        .Configure(options => options.PublicBaseUri = new Uri("https://shop.example/u"));
}
else
{
    omnichannel.AddDevelopmentChannel(Path.Combine(folder, "sent"), Channel.Email, Channel.Push, Channel.WhatsApp, Channel.LiveChat);
}

using var host = builder.Build();
await host.StartAsync();
var story = new Story(host.Services.GetRequiredService<OmniChannelRuntime>(), clock, smtp?.To);
await story.TellAsync();
await host.StopAsync();

Console.WriteLine($"""

    Everything is in {folder}: the SQLite file, and what was sent, as files
    (an .eml opens in a mail client). {(smtp is null ? "--smtp host:port sends the e-mail for real." : "The e-mail went to the server you named.")}
    """);
