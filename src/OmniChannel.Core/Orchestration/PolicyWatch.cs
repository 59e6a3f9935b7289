using Microsoft.Extensions.Logging;

namespace OmniChannel;

/// <summary>Looks at a policy file again and again, and reports what became of it.</summary>
internal sealed class PolicyWatch(PolicySource source, TimeProvider time, ILogger log)
{
    public async Task RunAsync(CancellationToken stopping)
    {
        while (source.IsFile && !stopping.IsCancellationRequested)
        {
            await Task.Delay(source.PollInterval, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stopping.IsCancellationRequested)
            {
                await LookAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    public async ValueTask<PolicyReload?> LookAsync(CancellationToken cancellationToken)
    {
        var reload = await source.ReloadAsync(cancellationToken).ConfigureAwait(false);
        if (reload?.Problem is { } problem)
        {
            Logs.PolicyRefused(log, problem);
        }
        else if (reload is { IsSwapped: true })
        {
            Logs.PolicySwapped(log, source.Current.Name, reload.Hash);
            PolicyChecks.Warn(log, source, reload.Diagnostics);
        }

        return reload;
    }
}
