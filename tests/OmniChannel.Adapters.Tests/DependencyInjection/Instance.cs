using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace OmniChannel.Tests.DependencyInjection;

/// <summary>An instance put together from an appsettings file, as far as its setup.</summary>
internal static class Instance
{
    public static async Task<OmniChannelSetup> SetupOf(string json, Action<OmniChannelBuilder> build)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(json));
        var services = new ServiceCollection();
        build(services.AddOmniChannel(new ConfigurationBuilder().AddJsonStream(file).Build()));
        await using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<OmniChannelSetup>();
    }

    public static IReadOnlyList<string> Problems(this OmniChannelSetup setup) => [.. setup.StartChecks.SelectMany(check => check())];
}
