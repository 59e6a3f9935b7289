using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace OmniChannel.Tests.Samples;

/// <summary>The embedded shop on a real port, with its file and what it sends in a folder of its own. It is noon in Berlin, and the clock runs.</summary>
internal sealed class RunningShop : WebApplicationFactory<Program>
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("omnichannel-shop-");

    public RunningShop()
    {
        UseKestrel(0);
        StartServer();
    }

    private string Sent => Path.Combine(_folder.FullName, "sent");

    /// <summary>A visitor with cookies of their own, who is told where a step leads rather than sent there.</summary>
    public HttpClient Visitor() => CreateDefaultClient(ClientOptions.BaseAddress, new Microsoft.AspNetCore.Mvc.Testing.Handlers.CookieContainerHandler());

    /// <summary>Waits, for a minute at most, for a file of a channel that was not there before, and reads it.</summary>
    public async Task<string> NextAsync(Channel channel, ISet<string> seen, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(1), TimeProvider.System);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        while (true)
        {
            var files = Directory.Exists(Sent) ? Directory.GetFiles(Sent, $"*-{channel}-*") : [];
            if (files.FirstOrDefault(file => !seen.Contains(file)) is { } file)
            {
                seen.Add(file);
                return await File.ReadAllTextAsync(file, cancellationToken);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, over.Token);
        }
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder
        .UseSetting("OmniChannel:Store:Path", Path.Combine(_folder.FullName, "shop.db"))
        .UseSetting("OmniChannel:Accounts:Development:default:Folder", Sent)
        .ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new NoonClock())));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>The system's clock, set to a noon outside quiet hours.</summary>
    private sealed class NoonClock : TimeProvider
    {
        private readonly TimeSpan _ahead = new DateTimeOffset(2026, 6, 15, 10, 0, 0, TimeSpan.Zero) - System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _ahead;
    }
}
