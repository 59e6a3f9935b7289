using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Puts addresses on the suppression list and takes them off, each in one unit with the customer whose it is.</summary>
internal sealed class SuppressionCommands(Instance instance)
{
    /// <summary>The address as its channel's account writes it.</summary>
    public string Normal(Channel channel, string address) => instance.Accounts.Check(new ContactPoint { Channel = channel, Address = address }).Normalized ?? address;

    private static PartitionKey PartitionOf(SuppressionEntry entry) =>
        entry.Address is { } address ? SuppressionBook.PartitionOf(entry.Channel, address) : new PartitionKey(PartitionKind.Address, entry.Hash!);

    /// <returns>Whether it holds; null when it names a customer who was erased.</returns>
    public ValueTask<bool?> AddAsync(SuppressionEntry entry, CancellationToken cancellationToken) => StoreConflicts.RetryAsync<bool?>(null, async () =>
    {
        var partition = PartitionOf(entry);
        if (entry.Customer is not { } customer)
        {
            await using var work = await instance.Store.BeginAsync(instance.Tenant, [partition], null, cancellationToken).ConfigureAwait(false);
            var holds = await SuppressionBook.AddAsync(work, partition, entry, instance.Now, cancellationToken).ConfigureAwait(false);
            await work.CommitAsync(cancellationToken).ConfigureAwait(false);
            return holds;
        }

        await using var unit = await CustomerUnit.OpenAsync(instance, customer, [partition], null, cancellationToken).ConfigureAwait(false);
        if (unit.State.ErasedAt is not null)
        {
            return null;
        }

        var held = await AddAsync(unit, entry, instance.Now, cancellationToken).ConfigureAwait(false);
        await unit.CommitAsync(cancellationToken).ConfigureAwait(false);
        return held;
    });

    /// <summary>Shuts an address within a unit that names it and the customer. Where a customer is named by whom no address is known, only its hash, it holds for whoever has it.</summary>
    public static async ValueTask<bool> AddAsync(CustomerUnit unit, SuppressionEntry entry, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var holds = await SuppressionBook.AddAsync(unit.Work, PartitionOf(entry), entry.Address is null ? entry with { Customer = null } : entry, now, cancellationToken).ConfigureAwait(false);
        if (holds && entry is { Customer: not null, Address: { } address })
        {
            unit.State = CustomerFold.Suppress(unit.State, new Suppression { Channel = entry.Channel, Address = address, Cause = entry.Cause.Name, At = entry.At.ToUniversalTime() });
        }

        return holds;
    }

    /// <summary>Lifts what holds for a customer; for whoever has the address, what is known of every sender, too.</summary>
    /// <returns>Whether anything was lifted.</returns>
    public async ValueTask<bool> LiftAllAsync(Channel channel, string address, CustomerId? customer, string by, string why, CancellationToken cancellationToken)
    {
        var row = SuppressionBook.Read(await instance.Store.ReadStateAsync(instance.Tenant, SuppressionBook.PartitionOf(channel, address), SuppressionBook.Key, cancellationToken).ConfigureAwait(false));
        var isLifted = false;
        foreach (var hold in row?.Holds.Where(hold => hold.Customer == customer && hold.Holds) ?? [])
        {
            isLifted |= await LiftAsync(channel, address, customer, hold.Scope, by, why, cancellationToken).ConfigureAwait(false);
        }

        return isLifted;
    }

    /// <returns>Whether anything was lifted.</returns>
    public ValueTask<bool> LiftAsync(Channel channel, string address, CustomerId? customer, string? scope, string by, string why, CancellationToken cancellationToken) => StoreConflicts.RetryAsync(null, async () =>
    {
        var partition = SuppressionBook.PartitionOf(channel, address);
        if (customer is not { } one)
        {
            await using var work = await instance.Store.BeginAsync(instance.Tenant, [partition], null, cancellationToken).ConfigureAwait(false);
            var lifted = await SuppressionBook.LiftAsync(work, partition, null, scope, by, why, instance.Now, cancellationToken).ConfigureAwait(false);
            await work.CommitAsync(cancellationToken).ConfigureAwait(false);
            return lifted;
        }

        await using var unit = await CustomerUnit.OpenAsync(instance, one, [partition], null, cancellationToken).ConfigureAwait(false);
        if (unit.State.ErasedAt is not null || !await LiftAsync(unit, channel, address, by, why, instance.Now, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        await unit.CommitAsync(cancellationToken).ConfigureAwait(false);
        return true;
    });

    public static async ValueTask<bool> LiftAsync(CustomerUnit unit, Channel channel, string address, string by, string why, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var customer = new CustomerId(unit.Partition.Key);
        var lifted = await SuppressionBook.LiftAsync(unit.Work, SuppressionBook.PartitionOf(channel, address), customer, null, by, why, now, cancellationToken).ConfigureAwait(false);
        if (lifted)
        {
            unit.State = unit.State with { Suppressions = [.. unit.State.Suppressions.Where(held => held.Channel != channel || held.Address != address)] };
        }

        return lifted;
    }
}
