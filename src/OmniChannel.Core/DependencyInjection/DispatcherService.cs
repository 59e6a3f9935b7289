using Microsoft.Extensions.Hosting;

namespace OmniChannel;

/// <summary>Runs an instance's dispatcher as long as the host runs, unless this node does not dispatch, and watches its policy file. Stopping waits, within the host's shutdown timeout, for what is under way.</summary>
internal sealed class DispatcherService(OmniChannelRuntime runtime, DispatchMode mode) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(mode == DispatchMode.Background ? runtime.RunDispatcherAsync(stoppingToken) : Task.CompletedTask, runtime.WatchPolicyAsync(stoppingToken));
}
