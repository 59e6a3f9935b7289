using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Which accounts are paused by a fault of their own, as the store knows it: every node of a tenant heeds the same pauses.</summary>
internal sealed class AccountPauses(Instance instance)
{
    private const string Key = "pause";

    public static PartitionKey PartitionOf(Channel channel, string account) => new(PartitionKind.Account, $"{channel}/{account}");

    /// <summary>Where the pauses of these accounts are, to be read in one look with other rows.</summary>
    public static IEnumerable<StateAddress> AddressesOf(IEnumerable<IChannelAdapter> accounts) =>
        accounts.Select(account => new StateAddress(PartitionOf(account.Channel, account.Account), Key));

    public static AccountHealth Health(IChannelAdapter account, StateRow? row) =>
        new() { Account = account.Account, PausedUntil = row is null ? null : StoredJson.Read(row.Body, StoredJson.Default.AccountPause).Until };

    public async ValueTask<IReadOnlyList<PausedAccount>> ReadAsync(CancellationToken cancellationToken)
    {
        var accounts = instance.Accounts.All;
        if (accounts.Count == 0)
        {
            return [];
        }

        var rows = await instance.Store.ReadStatesAsync(instance.Tenant, [.. AddressesOf(accounts)], cancellationToken).ConfigureAwait(false);
        var now = instance.Now;
        return
        [
            .. accounts.Zip(rows, (account, row) => (account, Health(account, row).PausedUntil))
                .Where(one => one.PausedUntil > now)
                .Select(one => new PausedAccount { Channel = one.account.Channel, Account = one.account.Account, Until = one.PausedUntil!.Value }),
        ];
    }

    /// <summary>Pauses an account within a unit that names its partition. A later end outlasts an earlier one.</summary>
    public static async ValueTask PauseAsync(IUnitOfWork work, Channel channel, string account, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var partition = PartitionOf(channel, account);
        var row = await work.GetAsync(partition, Key, cancellationToken).ConfigureAwait(false);
        if (row is null || StoredJson.Read(row.Body, StoredJson.Default.AccountPause).Until < until)
        {
            await work.PutAsync(partition, Key, row?.Version ?? 0, StoredJson.Write(new AccountPause { Until = until }, StoredJson.Default.AccountPause), cancellationToken).ConfigureAwait(false);
        }
    }
}

/// <summary>The stored pause of an account. Version 1.</summary>
internal sealed record AccountPause
{
    public required DateTimeOffset Until { get; init; }
}
