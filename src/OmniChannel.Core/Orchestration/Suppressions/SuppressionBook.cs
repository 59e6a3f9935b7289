using System.Security.Cryptography;
using System.Text;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>The rows of suppressed addresses, each in a partition named by the address's hash. Works on open units and never commits.</summary>
internal static class SuppressionBook
{
    public const string Key = "suppression";

    private const int OnStack = 512;

    public static string HashOf(Channel channel, string address)
    {
        Span<byte> text = stackalloc byte[OnStack];
        var most = Encoding.UTF8.GetMaxByteCount(channel.Name.Length + 1 + address.Length);
        text = most <= OnStack ? text : new byte[most];
        var length = Encoding.UTF8.GetBytes(channel.Name, text);
        text[length++] = (byte)'\n';
        length += Encoding.UTF8.GetBytes(address, text[length..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..length], hash);
        return Convert.ToHexStringLower(hash);
    }

    public static PartitionKey PartitionOf(Channel channel, string address) => new(PartitionKind.Address, HashOf(channel, address));

    public static SuppressionRow? Read(StateRow? row) => row is null ? null : StoredJson.Read(row.Body, StoredJson.Default.SuppressionRow);

    public static async ValueTask<SuppressionRow?> ReadAsync(IUnitOfWork work, PartitionKey partition, CancellationToken cancellationToken) =>
        Read(await work.GetAsync(partition, Key, cancellationToken).ConfigureAwait(false));

    /// <summary>What is known against the addresses that a person has on these channels: where to look.</summary>
    public static IReadOnlyList<(ContactPoint Point, PartitionKey Partition)> AddressesOf(Instance instance, CustomerState person, ChannelAccounts on)
    {
        var found = new List<(ContactPoint, PartitionKey)>(1);
        foreach (var point in person.Profile.ContactPoints)
        {
            if (on.Has(point.Channel) && instance.Accounts.Check(point).Normalized is { } address)
            {
                found.Add((new ContactPoint { Channel = point.Channel, Address = address }, PartitionOf(point.Channel, address)));
            }
        }

        return found;
    }

    /// <summary>Every address that a customer has, or that is shut for it.</summary>
    public static IReadOnlyList<PartitionKey> AddressesOf(Instance instance, CustomerState state) =>
    [
        .. state.Profile.ContactPoints.Select(point => PartitionOf(point.Channel, instance.Accounts.Check(point).Normalized ?? point.Address))
            .Concat(state.Suppressions.Select(held => PartitionOf(held.Channel, held.Address))).Distinct(),
    ];

    /// <summary>What shuts an address for whoever has it: all of the channel, or every sender that could use it; null when nothing does.</summary>
    /// <param name="point">The address.</param>
    /// <param name="row">What is known against it.</param>
    /// <param name="senders">Of each account that could send, the sender that it names.</param>
    public static Suppression? ForAll(ContactPoint point, SuppressionRow? row, IReadOnlyCollection<string?> senders) =>
        (row?.Holds.FirstOrDefault(hold => hold is { Customer: null, Scope: null, Holds: true })
            ?? (senders.Count > 0 && senders.All(sender => IsStopped(row, sender)) ? row!.Holds.First(hold => hold is { Scope: not null, Holds: true }) : null)) is { } held
        ? new Suppression { Channel = point.Channel, Address = point.Address, Cause = held.Cause.Name, At = held.At }
        : null;

    /// <summary>Whether somebody with the address opted out of a sender; never of an account that names none.</summary>
    public static bool IsStopped(SuppressionRow? row, string? sender) => sender is not null && row?.Holds.Any(hold => hold.Scope == sender && hold.Holds) == true;

    /// <summary>Writes a cause down, and in the address's log.</summary>
    /// <param name="work">A unit that names the address's partition.</param>
    /// <param name="partition">The address's.</param>
    /// <param name="entry">The cause; its address may be unknown.</param>
    /// <param name="now">When it is recorded.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Whether it holds now for that customer, or for all.</returns>
    public static async ValueTask<bool> AddAsync(IUnitOfWork work, PartitionKey partition, SuppressionEntry entry, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var at = entry.At.ToUniversalTime();
        var cause = new SuppressionHold { Customer = entry.Customer, Scope = entry.Scope, Cause = entry.Cause, At = at, Last = at, By = entry.By };
        var stored = await work.GetAsync(partition, Key, cancellationToken).ConfigureAwait(false);
        var before = Read(stored);
        var after = SuppressionFold.Add(before, entry.Channel, entry.Address, cause);
        var held = after.Holds.First(hold => hold.Customer == entry.Customer && hold.Scope == entry.Scope);
        if (before is null || before.Address != after.Address || !before.Holds.Contains(held))
        {
            await PutAsync(work, partition, stored, after, cancellationToken).ConfigureAwait(false);
            await LogAsync(work, partition, stored, "added", new SuppressionAudit { Customer = entry.Customer, Scope = entry.Scope, Cause = entry.Cause, At = at, By = entry.By }, now, cancellationToken).ConfigureAwait(false);
        }

        return held.Holds;
    }

    /// <returns>Whether anything was lifted.</returns>
    public static async ValueTask<bool> LiftAsync(IUnitOfWork work, PartitionKey partition, CustomerId? customer, string? scope, string by, string why, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var stored = await work.GetAsync(partition, Key, cancellationToken).ConfigureAwait(false);
        var before = Read(stored);
        if (SuppressionFold.Lift(before, customer, scope, now) is not { } after)
        {
            return false;
        }

        await PutAsync(work, partition, stored, after, cancellationToken).ConfigureAwait(false);
        var audit = new SuppressionAudit { Customer = customer, Scope = scope, Cause = before!.Holds.First(hold => hold.Customer == customer && hold.Scope == scope).Cause, At = now, By = by, Because = why, IsLift = true };
        await LogAsync(work, partition, stored, "lifted", audit, now, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Forgets the address and one customer who had it, in its log too.</summary>
    public static async ValueTask ForgetAsync(IUnitOfWork work, PartitionKey partition, CustomerId customer, CancellationToken cancellationToken)
    {
        var stored = await work.GetAsync(partition, Key, cancellationToken).ConfigureAwait(false);
        if (Read(stored) is { } row)
        {
            await PutAsync(work, partition, stored, SuppressionFold.Forget(row, customer), cancellationToken).ConfigureAwait(false);
            var log = await work.ReadEventsAsync(partition, null, 0, StoreLimits.MaxListed, cancellationToken).ConfigureAwait(false);
            long[] own = [.. log.Where(one => AuditOf(one).Customer == customer).Select(one => one.Sequence)];
            await work.RemoveEventsAsync(partition, own, cancellationToken).ConfigureAwait(false);
        }
    }

    public static SuppressionAudit AuditOf(EventRow row) => StoredJson.Read(row.Entry.Body, StoredJson.Default.SuppressionAudit);

    private static async ValueTask PutAsync(IUnitOfWork work, PartitionKey partition, StateRow? stored, SuppressionRow row, CancellationToken cancellationToken) =>
        await work.PutAsync(partition, Key, stored?.Version ?? 0, StoredJson.Write(row, StoredJson.Default.SuppressionRow), cancellationToken).ConfigureAwait(false);

    private static async ValueTask LogAsync(IUnitOfWork work, PartitionKey partition, StateRow? stored, string type, SuppressionAudit audit, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var id = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{type}/{stored?.Version ?? 0}");
        await work.AppendAsync(partition, new NewEvent { Source = Journal.Source, Id = id, Type = type, At = audit.At, RecordedAt = now, Body = StoredJson.Write(audit, StoredJson.Default.SuppressionAudit) }, cancellationToken).ConfigureAwait(false);
    }
}
