using System.Data.Common;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Records touchpoints of many customers in few units: each customer's state is read and written once per unit, and so are the figures of the tenant.</summary>
internal sealed class BatchRecorder(Instance instance, Recorder recorder)
{
    private const int MostCustomers = 200;
    private const int MostEvents = 5_000;

    /// <param name="touchpoints">Checked before.</param>
    /// <param name="options">The host's own transaction; null for none.</param>
    /// <param name="cancellationToken">Cancels before a commit.</param>
    public async ValueTask<IReadOnlyList<RecordResult>> RecordAsync(IReadOnlyList<Touchpoint> touchpoints, RecordOptions? options, CancellationToken cancellationToken)
    {
        var results = new RecordResult[touchpoints.Count];
        var byCustomer = new Dictionary<CustomerId, List<int>>();
        for (var i = 0; i < results.Length; i++)
        {
            if (touchpoints[i].Identifiers is { Count: > 0 })
            {
                results[i] = await recorder.RecordAsync(touchpoints[i], options, cancellationToken).ConfigureAwait(false);
            }
            else if (byCustomer.TryGetValue(touchpoints[i].Customer, out var places))
            {
                places.Add(i);
            }
            else
            {
                byCustomer.Add(touchpoints[i].Customer, [i]);
            }
        }

        foreach (var unit in UnitsOf(byCustomer))
        {
            await StoreConflicts.RetryAsync(options?.Transaction, () => TryRecordAsync(unit, touchpoints, results, options?.Transaction, cancellationToken)).ConfigureAwait(false);
        }

        return results;
    }

    private static IEnumerable<List<KeyValuePair<CustomerId, List<int>>>> UnitsOf(Dictionary<CustomerId, List<int>> byCustomer)
    {
        var unit = new List<KeyValuePair<CustomerId, List<int>>>();
        var events = 0;
        foreach (var (customer, places) in byCustomer)
        {
            for (var from = 0; from < places.Count; from += MostEvents)
            {
                var some = places.GetRange(from, Math.Min(MostEvents, places.Count - from));
                if (unit.Count == MostCustomers || events + some.Count > MostEvents)
                {
                    yield return unit;
                    (unit, events) = ([], 0);
                }

                unit.Add(new(customer, some));
                events += some.Count;
            }
        }

        if (unit.Count > 0)
        {
            yield return unit;
        }
    }

    private async ValueTask<bool> TryRecordAsync(List<KeyValuePair<CustomerId, List<int>>> unit, IReadOnlyList<Touchpoint> touchpoints, RecordResult[] results, DbTransaction? joined, CancellationToken cancellationToken)
    {
        using var activity = Telemetry.StartRecord("touchpoints");
        var now = instance.Now;
        await using var work = await instance.Store.BeginAsync(instance.Tenant, [EvidenceBook.Partition, .. unit.Select(one => PartitionKey.Of(one.Key))], joined, cancellationToken).ConfigureAwait(false);
        var row = await work.GetAsync(EvidenceBook.Address.Partition, EvidenceBook.Address.Key, cancellationToken).ConfigureAwait(false);
        var evidence = EvidenceBook.Read(row);
        var (moved, isMoved, isNew) = (evidence, false, false);
        foreach (var (customer, places) in unit)
        {
            var (before, after) = await RecordAsync(work, customer, places, touchpoints, results, now, cancellationToken).ConfigureAwait(false);
            isNew |= !ReferenceEquals(before, after);
            if (EvidenceBook.IsMovedBy(before, after))
            {
                (moved, isMoved) = (EvidenceBook.Move(moved, before, after), true);
            }
        }

        if (!isNew)
        {
            return false;
        }

        if (isMoved)
        {
            await work.PutAsync(EvidenceBook.Address.Partition, EvidenceBook.Address.Key, row?.Version ?? 0, StoredJson.Write(moved, StoredJson.Default.EvidenceState), cancellationToken).ConfigureAwait(false);
        }

        instance.Failpoints.Hit(Failpoints.RecordBeforeCommit);
        await work.CommitAsync(cancellationToken).ConfigureAwait(false);
        instance.Feeds.Hint(instance);
        return true;
    }

    /// <returns>The customer before and after; the same when nothing was new.</returns>
    private async ValueTask<(CustomerState Before, CustomerState After)> RecordAsync(IUnitOfWork work, CustomerId customer, List<int> places, IReadOnlyList<Touchpoint> touchpoints, RecordResult[] results, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var address = CustomerUnit.AddressOf(customer);
        var row = await work.GetAsync(address.Partition, address.Key, cancellationToken).ConfigureAwait(false);
        var before = CustomerUnit.StateOf(customer, row);
        var after = before;
        foreach (var place in places)
        {
            results[place] = before.ErasedAt is not null ? RecordResult.Erased
                : await work.AppendAsync(address.Partition, EntryOf(touchpoints[place], now), cancellationToken).ConfigureAwait(false) == 0 ? RecordResult.Duplicate
                : RecordResult.Recorded;
            after = results[place] == RecordResult.Recorded ? instance.Fold.Apply(after, touchpoints[place]) : after;
        }

        if (!ReferenceEquals(before, after))
        {
            await StageNotes.WriteAsync(instance, work, address.Partition, before, after, cancellationToken).ConfigureAwait(false);
            await work.PutAsync(address.Partition, address.Key, row?.Version ?? 0, StoredJson.Write(after, StoredJson.Default.CustomerState), cancellationToken).ConfigureAwait(false);
            await SegmentBook.MoveAsync(instance, work, row is null, before, after, [], cancellationToken).ConfigureAwait(false);
            await instance.Feeds.WakeAsync(instance, work, address.Partition, cancellationToken).ConfigureAwait(false);
        }

        return (before, after);
    }

    private static NewEvent EntryOf(Touchpoint touchpoint, DateTimeOffset now) => new()
    {
        Source = touchpoint.Source,
        Id = touchpoint.Id,
        Type = TimelineTypes.Of(touchpoint),
        At = touchpoint.At.ToUniversalTime(),
        RecordedAt = now,
        Body = StoredJson.Write(new TimelineBody { Touchpoint = touchpoint, Channel = touchpoint.Channel }, StoredJson.Default.TimelineBody),
    };
}
