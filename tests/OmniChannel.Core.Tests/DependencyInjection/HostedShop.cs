using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OmniChannel.Testing;
using OmniChannel.Tests.Orchestration;

namespace OmniChannel.Tests.DependencyInjection;

/// <summary>The small shop of the orchestrator's tests, this time in a host. It is noon in Berlin.</summary>
internal static class HostedShop
{
    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A host with nothing in it but what the test says.</summary>
    public static HostApplicationBuilder Host(params (string Key, string? Value)[] settings)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)));
        builder.Services.AddSingleton<TimeProvider>(new ManualClock(Shop.Noon));
        return builder;
    }

    /// <summary>The shop's campaign and accounts.</summary>
    public static OmniChannelBuilder AddShop(this OmniChannelBuilder builder, ScriptedAdapter mail) => builder
        .AddCampaign(Shop.Campaign)
        .AddAdapter(_ => mail)
        .AddAdapter(_ => new ScriptedAdapter(Channel.Sms));
}
