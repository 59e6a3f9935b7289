using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Writes down who enters and leaves live segments: in the unit of the change that caused it, or, where only time passed, when the schedule says so.</summary>
internal static class SegmentBook
{
    public const string ScheduleKind = "segments";
    public const string RowKey = "segments";

    private const string ScheduleKey = "due";

    /// <summary>A customer moves on, within a unit that locks it.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="work">The unit.</param>
    /// <param name="isNew">Whether this is the first that is stored of the customer.</param>
    /// <param name="before">The customer as it was.</param>
    /// <param name="after">The customer as it is written.</param>
    /// <param name="others">Those who are the same person, read in this unit; fewer when the unit does not lock them: then the person is judged at once, in a unit of its own.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    public static async ValueTask MoveAsync(Instance instance, IUnitOfWork work, bool isNew, CustomerState before, CustomerState after, IReadOnlyList<CustomerState> others, CancellationToken cancellationToken)
    {
        var live = instance.Segments;
        if (!live.IsAny || ReferenceEquals(before, after) || after.ErasedAt is not null)
        {
            return;
        }

        var partition = PartitionKey.Of(after.Profile.Id);
        var now = instance.Now;
        if (after.Person is { } person && person.Members.Count != others.Count + 1)
        {
            await SoonAsync(instance, work, partition, cancellationToken).ConfigureAwait(false);
            return;
        }

        var (was, isNow) = after.Person is { Survivor: var survivor } ? (PersonView.Of([before, .. others], survivor), PersonView.Of([after, .. others], survivor)) : (before, after);
        if (isNew || live.IsConcerned(was, isNow, now) || Earlier(live.NextMove(isNow, now), live.NextMove(was, now)))
        {
            await JudgeAsync(instance, work, isNow, now, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Has a person judged at once, after this unit: who is one person with whom has changed.</summary>
    public static async ValueTask SoonAsync(Instance instance, IUnitOfWork work, PartitionKey partition, CancellationToken cancellationToken)
    {
        if (instance.Segments.IsAny)
        {
            await work.ScheduleAsync(partition, ScheduleKind, ScheduleKey, instance.Now, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Time has passed, or the person changed.</summary>
    public static ValueTask HandleAsync(Instance instance, ScheduleClaim claim) => new(StoreConflicts.RetryAsync(null, async () =>
    {
        await using var unit = await CustomerUnit.OpenPersonAsync(instance, new CustomerId(claim.Partition.Key), [], null, CancellationToken.None).ConfigureAwait(false);
        if (await unit.Work.TryCompleteAsync(claim, CancellationToken.None).ConfigureAwait(false))
        {
            await RenewAsync(instance, unit, CancellationToken.None).ConfigureAwait(false);
            await unit.Work.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        }

        return true;
    }).AsTask());

    /// <summary>Judges the person of a unit by the definitions of today. What was said of customers who were persons of their own before goes: the person's own goes on.</summary>
    /// <returns>How many segments were entered and left.</returns>
    public static async ValueTask<(int Entered, int Left)> RenewAsync(Instance instance, CustomerUnit unit, CancellationToken cancellationToken)
    {
        if (unit.State.ErasedAt is not null)
        {
            return default;
        }

        if (unit.State.Person is { } person)
        {
            foreach (var member in person.Members.Where(member => member != person.Survivor))
            {
                if (await unit.Work.GetAsync(PartitionKey.Of(member), RowKey, cancellationToken).ConfigureAwait(false) is { } row)
                {
                    await unit.Work.PutAsync(PartitionKey.Of(member), RowKey, row.Version, null, cancellationToken).ConfigureAwait(false);
                }
            }
        }

        return await JudgeAsync(instance, unit.Work, unit.Person, instance.Now, cancellationToken).ConfigureAwait(false);
    }

    public static SegmentRow? RowOf(StateRow? row) => row is null ? null : StoredJson.Read(row.Body, StoredJson.Default.SegmentRow);

    /// <summary>Whether a person's row does not say what is so now, by the definitions of today; or it may move by itself, and nobody knows whether that is scheduled.</summary>
    public static bool IsStale(LiveSegments live, CustomerState person, SegmentRow? row, DateTimeOffset now) =>
        !JudgedNow(live, person, now).SequenceEqual((row?.In ?? []).Select(one => one.Segment))
        || (row is not null && row.Definitions != live.All.Hash)
        || (row is null && live.NextMove(person, now) is not null);

    /// <summary>Of all live segments those that the person is in, in ordinal order.</summary>
    public static IReadOnlyList<SegmentId> JudgedNow(LiveSegments live, CustomerState person, DateTimeOffset now)
    {
        var facts = live.FactsOf(person, now);
        facts.JudgeAll();
        return [.. live.Live.Where(segment => facts.IsMember(live.All.PlaceOf(segment.Id)!.Value)).Select(segment => segment.Id).OrderBy(segment => segment.Name, StringComparer.Ordinal)];
    }

    private static async ValueTask<(int Entered, int Left)> JudgeAsync(Instance instance, IUnitOfWork work, CustomerState person, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var live = instance.Segments;
        var partition = PartitionKey.Of(person.Profile.Id);
        var row = await work.GetAsync(partition, RowKey, cancellationToken).ConfigureAwait(false);
        var stored = RowOf(row) ?? new SegmentRow { Definitions = live.All.Hash, Moves = 0, In = [] };
        var isIn = JudgedNow(live, person, now);
        var (entered, left) = (isIn.Except(stored.In.Select(one => one.Segment)).ToList(), stored.In.Select(one => one.Segment).Except(isIn).ToList());
        var moves = stored.Moves;
        foreach (var segment in left)
        {
            await AppendAsync(work, partition, TimelineTypes.SegmentLeft, segment, ++moves, now, cancellationToken).ConfigureAwait(false);
        }

        foreach (var segment in entered)
        {
            await AppendAsync(work, partition, TimelineTypes.SegmentEntered, segment, ++moves, now, cancellationToken).ConfigureAwait(false);
        }

        if (moves > stored.Moves || (row is not null && stored.Definitions != live.All.Hash))
        {
            var next = new SegmentRow
            {
                Definitions = live.All.Hash,
                Moves = moves,
                In = [.. isIn.Select(segment => stored.In.FirstOrDefault(one => one.Segment == segment) ?? new SegmentSince { Segment = segment, Since = now })],
            };
            await work.PutAsync(partition, RowKey, row?.Version ?? 0, StoredJson.Write(next, StoredJson.Default.SegmentRow), cancellationToken).ConfigureAwait(false);
        }

        if (live.NextMove(person, now) is { } due)
        {
            await work.ScheduleAsync(partition, ScheduleKind, ScheduleKey, due, cancellationToken).ConfigureAwait(false);
        }

        return (entered.Count, left.Count);
    }

    private static async ValueTask AppendAsync(IUnitOfWork work, PartitionKey partition, string type, SegmentId segment, long number, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var body = StoredJson.Write(new TimelineBody { Segment = segment }, StoredJson.Default.TimelineBody);
        var entry = new NewEvent { Source = Journal.Source, Id = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"segments/{number}"), Type = type, At = now, RecordedAt = now, Body = body };
        await work.AppendAsync(partition, entry, cancellationToken).ConfigureAwait(false);
    }

    private static bool Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is not null && !(other <= one);
}
