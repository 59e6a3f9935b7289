using Microsoft.Extensions.Hosting;

namespace OmniChannel;

/// <summary>Starts every instance before anything else of the host starts, and reports the problems of all of them together.</summary>
internal sealed class StartCheckService(RegisteredInstances instances, IServiceProvider services) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var failures = new List<(OmniChannelBuilder Instance, OmniChannelStartException Failure)>();
        foreach (var instance in instances.All)
        {
            try
            {
                await instance.Runtime(services).StartAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OmniChannelStartException failure)
            {
                failures.Add((instance, failure));
            }
        }

        if (failures.Count > 0)
        {
            throw instances.All.Count == 1
                ? failures[0].Failure
                : new OmniChannelStartException([.. failures.SelectMany(failed => failed.Failure.Problems.Select(problem => $"{failed.Instance}: {problem}"))]);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
