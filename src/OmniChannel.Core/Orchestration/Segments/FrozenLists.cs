using System.Security.Cryptography;
using System.Text;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Puts customers on frozen lists and takes them off, page by page, each in a unit of its own: what was interrupted goes on where it stopped.</summary>
internal sealed class FrozenLists(Instance instance, PersonPages pages)
{
    private const string HeadKey = "frozen";

    /// <summary>Customers in one unit, and the list itself.</summary>
    private const int MaxInUnit = 200;

    private static readonly string NoHash = new('0', 2 * SHA256.HashSizeInBytes);

    public async ValueTask<FrozenSegment> FreezeAsync(FrozenSegmentId id, Condition when, CancellationToken cancellationToken)
    {
        var head = await FindHeadAsync(id, cancellationToken).ConfigureAwait(false) ?? await BeginAsync(id, when, cancellationToken).ConfigureAwait(false);
        if (head.Frozen.When != when.ToString() || head.IsLeaving == true)
        {
            throw new InvalidOperationException($"The frozen segment {id} is there already, as of {head.Frozen.At:u}, by the condition {head.Frozen.When}; delete it first, or take another name.");
        }

        while (!head.Frozen.IsComplete)
        {
            var (persons, _, last) = await pages.ReadAsync(head.After, [], cancellationToken).ConfigureAwait(false);
            CustomerId[] members = [.. persons.Where(one => instance.Segments.FactsOf(one.State, head.Frozen.At).Holds(when)).Select(one => one.Customer)];
            var isWhole = members.Length <= MaxInUnit;
            head = await PutAsync(head, members[..Math.Min(members.Length, MaxInUnit)], isWhole ? last : members[MaxInUnit - 1], isLast: isWhole && last is null, cancellationToken).ConfigureAwait(false);
        }

        return head.Frozen;
    }

    public async ValueTask<FrozenSegment?> FindAsync(FrozenSegmentId id, CancellationToken cancellationToken) =>
        await FindHeadAsync(id, cancellationToken).ConfigureAwait(false) is { IsLeaving: not true } head ? head.Frozen : null;

    public async ValueTask<bool> DeleteAsync(FrozenSegmentId id, CancellationToken cancellationToken)
    {
        if (await FindHeadAsync(id, cancellationToken).ConfigureAwait(false) is not { } head)
        {
            return false;
        }

        await WriteAsync(id, head with { IsLeaving = true }, [], true, cancellationToken).ConfigureAwait(false);
        var (key, after) = (KeyOf(id), (string?)null);
        IReadOnlyList<PartitionKey> some;
        do
        {
            some = await instance.Store.ListPartitionsAsync(instance.Tenant, PartitionKind.Customer, after, PersonPages.Size, cancellationToken).ConfigureAwait(false);
            var rows = some.Count == 0 ? [] : await instance.Store.ReadStatesAsync(instance.Tenant, [.. some.Select(partition => new StateAddress(partition, key))], cancellationToken).ConfigureAwait(false);
            foreach (var listed in some.Where((_, i) => rows[i] is not null).Chunk(MaxInUnit))
            {
                await WriteAsync(id, null, listed, false, cancellationToken).ConfigureAwait(false);
            }

            after = some.Count == 0 ? after : some[^1].Key;
        }
        while (some.Count == PersonPages.Size);
        await WriteAsync(id, null, [], true, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static string KeyOf(FrozenSegmentId id) => Facts.FrozenPrefix + id.Name;

    private static PartitionKey PartitionOf(FrozenSegmentId id) => new(PartitionKind.Evidence, KeyOf(id));

    private static string Hash(string before, CustomerId customer) =>
        Convert.ToHexStringLower(SHA256.HashData([.. Convert.FromHexString(before), .. Encoding.UTF8.GetBytes(customer.Value)]));

    private async ValueTask<FrozenHead?> FindHeadAsync(FrozenSegmentId id, CancellationToken cancellationToken) =>
        await instance.Store.ReadStateAsync(instance.Tenant, PartitionOf(id), HeadKey, cancellationToken).ConfigureAwait(false) is { } row ? StoredJson.Read(row.Body, StoredJson.Default.FrozenHead) : null;

    private ValueTask<FrozenHead> BeginAsync(FrozenSegmentId id, Condition when, CancellationToken cancellationToken)
    {
        var head = new FrozenHead { Frozen = new FrozenSegment { Id = id, When = when.ToString(), At = instance.Now, Count = 0, Hash = NoHash, IsComplete = false } };
        return StoreConflicts.RetryAsync(null, async () =>
        {
            await using var work = await instance.Store.BeginAsync(instance.Tenant, [PartitionOf(id)], null, cancellationToken).ConfigureAwait(false);
            if (await work.GetAsync(PartitionOf(id), HeadKey, cancellationToken).ConfigureAwait(false) is { } row)
            {
                return StoredJson.Read(row.Body, StoredJson.Default.FrozenHead);
            }

            await work.PutAsync(PartitionOf(id), HeadKey, 0, StoredJson.Write(head, StoredJson.Default.FrozenHead), cancellationToken).ConfigureAwait(false);
            await work.CommitAsync(cancellationToken).ConfigureAwait(false);
            return head;
        });
    }

    /// <returns>The list as it stands: another who freezes the same may be further.</returns>
    private ValueTask<FrozenHead> PutAsync(FrozenHead known, CustomerId[] members, CustomerId? after, bool isLast, CancellationToken cancellationToken) => StoreConflicts.RetryAsync(null, async () =>
    {
        var partition = PartitionOf(known.Frozen.Id);
        await using var work = await instance.Store.BeginAsync(instance.Tenant, [partition, .. members.Select(PartitionKey.Of)], null, cancellationToken).ConfigureAwait(false);
        var row = await work.GetAsync(partition, HeadKey, cancellationToken).ConfigureAwait(false);
        var head = row is null ? known with { IsLeaving = true } : StoredJson.Read(row.Body, StoredJson.Default.FrozenHead);
        if (head.IsLeaving == true)
        {
            throw new InvalidOperationException($"The frozen segment {known.Frozen.Id} was deleted while it was frozen.");
        }

        if (head.After != known.After || head.Frozen.Count != known.Frozen.Count || head.Frozen.IsComplete)
        {
            return head;
        }

        var frozen = head.Frozen;
        foreach (var member in members)
        {
            var at = PartitionKey.Of(member);
            if (await work.GetAsync(at, CustomerUnit.StateKey, cancellationToken).ConfigureAwait(false) is { } state && CustomerUnit.StateOf(member, state).ErasedAt is null)
            {
                var listed = await work.GetAsync(at, KeyOf(frozen.Id), cancellationToken).ConfigureAwait(false);
                await work.PutAsync(at, KeyOf(frozen.Id), listed?.Version ?? 0, StoredJson.Write(new FrozenRow { Frozen = frozen.Id, At = frozen.At }, StoredJson.Default.FrozenRow), cancellationToken).ConfigureAwait(false);
                frozen = frozen with { Count = frozen.Count + 1, Hash = Hash(frozen.Hash, member) };
            }
        }

        head = head with { Frozen = frozen with { IsComplete = isLast }, After = isLast ? head.After : after };
        await work.PutAsync(partition, HeadKey, row!.Version, StoredJson.Write(head, StoredJson.Default.FrozenHead), cancellationToken).ConfigureAwait(false);
        await work.CommitAsync(cancellationToken).ConfigureAwait(false);
        return head;
    });

    /// <summary>Writes the list itself, or takes customers off it.</summary>
    private ValueTask<bool> WriteAsync(FrozenSegmentId id, FrozenHead? head, IReadOnlyList<PartitionKey> listed, bool isHead, CancellationToken cancellationToken) => StoreConflicts.RetryAsync(null, async () =>
    {
        await using var work = await instance.Store.BeginAsync(instance.Tenant, [PartitionOf(id), .. listed], null, cancellationToken).ConfigureAwait(false);
        var body = head is null ? (ReadOnlyMemory<byte>?)null : StoredJson.Write(head, StoredJson.Default.FrozenHead);
        foreach (var (partition, key) in isHead ? [(PartitionOf(id), HeadKey)] : listed.Select(partition => (partition, KeyOf(id))))
        {
            if (await work.GetAsync(partition, key, cancellationToken).ConfigureAwait(false) is { } row)
            {
                await work.PutAsync(partition, key, row.Version, body, cancellationToken).ConfigureAwait(false);
            }
        }

        await work.CommitAsync(cancellationToken).ConfigureAwait(false);
        return true;
    });
}
