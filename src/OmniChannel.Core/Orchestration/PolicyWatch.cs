using Microsoft.Extensions.Logging;

namespace OmniChannel;

/// <summary>Looks at a policy file again and again, and reports what became of it; after each change of the policy, pushed ones too, at the saved campaigns.</summary>
internal sealed class PolicyWatch(PolicySource source, CampaignWatch campaigns, TimeProvider time, ILogger log)
{
    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            await LookAtCampaignsAsync(stopping).ConfigureAwait(false);
            await Task.Delay(source.PollInterval, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stopping.IsCancellationRequested)
            {
                await LookAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask LookAtCampaignsAsync(CancellationToken stopping)
    {
        try
        {
            await campaigns.LookAsync(stopping).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The store may be away for a while; the watch outlives that, says so, and looks again the next time.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (!stopping.IsCancellationRequested)
            {
                Logs.CampaignsNotVerified(log, exception.GetType().Name);
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
