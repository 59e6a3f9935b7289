using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Forgets what went to addresses once no cap can count it any more: who writes to an address forgets it by the way, and this where nobody writes to it again.</summary>
internal sealed class AddressRetention(Instance instance)
{
    private const int Addresses = 500;

    /// <summary>One batch of addresses.</summary>
    /// <param name="after">The key after which to begin; null for the first.</param>
    /// <returns>Where to go on; null when all were looked at.</returns>
    public async ValueTask<string?> PurgeAsync(string? after)
    {
        var none = CancellationToken.None;
        var batch = await instance.Store.ListPartitionsAsync(instance.Tenant, PartitionKind.Address, after, Addresses, none).ConfigureAwait(false);
        var rows = batch.Count == 0 ? [] : await instance.Store.ReadStatesAsync(instance.Tenant, [.. batch.Select(address => new StateAddress(address, AddressContacts.Key))], none).ConfigureAwait(false);
        foreach (var (address, row) in batch.Zip(rows))
        {
            if (AddressContacts.Read(row).Any(contact => AddressContacts.IsOver(contact, instance.Now)))
            {
                await StoreConflicts.RetryAsync(null, () => PurgeAsync(address)).ConfigureAwait(false);
            }
        }

        return batch.Count < Addresses ? null : batch[^1].Key;
    }

    private async ValueTask<bool> PurgeAsync(PartitionKey address)
    {
        await using var work = await instance.Store.BeginAsync(instance.Tenant, [address], null, CancellationToken.None).ConfigureAwait(false);
        await AddressContacts.PurgeAsync(work, address, instance.Now, CancellationToken.None).ConfigureAwait(false);
        await work.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        return true;
    }
}
