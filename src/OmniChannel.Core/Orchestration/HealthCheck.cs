using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Looks at the store, the accounts and the backlog.</summary>
internal sealed class HealthCheck(Instance instance, AccountPauses pauses)
{
    public async ValueTask<OmniChannelHealth> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var due = await instance.Store.NextDueAsync(instance.Tenant, cancellationToken).ConfigureAwait(false);
            return new OmniChannelHealth
            {
                StoreProblem = instance.StoreTrouble.Problem,
                PausedAccounts = await pauses.ReadAsync(cancellationToken).ConfigureAwait(false),
                Missing = instance.Missing.Lately,
                OldestDue = due <= instance.Now ? due : null,
                PolicyProblem = instance.Policies.Last?.Problem,
            };
        }
#pragma warning disable CA1031 // Health is a value: a store that throws is what it has to tell.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return new OmniChannelHealth { StoreProblem = exception is StoreUnavailableException ? exception.Message : $"The store failed with {exception.GetType().Name}.", PolicyProblem = instance.Policies.Last?.Problem };
        }
    }
}
