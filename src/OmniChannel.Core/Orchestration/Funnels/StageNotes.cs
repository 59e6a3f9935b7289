using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Tells of moves that somebody should know of: those that go back, and those by what did not happen, stand in the customer's timeline and in the log. The stage itself needs none of this: it is asked of the state and the clock.</summary>
internal static class StageNotes
{
    public const string ScheduleKind = "stage";
    public const string Key = "next";

    /// <summary>After a touchpoint was folded: what went back by it is told, and what will not have happened by then is put into the schedule.</summary>
    public static async ValueTask WriteAsync(Instance instance, IUnitOfWork work, PartitionKey partition, CustomerState before, CustomerState after, CancellationToken cancellationToken)
    {
        if (ReferenceEquals(before.Funnels, after.Funnels))
        {
            return;
        }

        var now = instance.Now;
        foreach (var machine in instance.Funnels.Machines)
        {
            if (machine.TellsMoves && FunnelBook.JournalOf(after, machine) is { } journal && !ReferenceEquals(FunnelBook.JournalOf(before, machine), journal))
            {
                var known = FunnelBook.JournalOf(before, machine) is { } old ? machine.MovesUntil(old, now) : [];
                foreach (var move in machine.MovesUntil(journal, now).Where(move => move is { IsRegression: true, ByAbsence: false }).Except(known))
                {
                    await TellAsync(instance, work, partition, machine.Funnel.Id, move, cancellationToken).ConfigureAwait(false);
                }
            }
        }

        if (instance.Funnels.NextDue(after, now) is { } due && due != instance.Funnels.NextDue(before, now))
        {
            await work.ScheduleAsync(partition, ScheduleKind, Key, due, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Something did not happen in time, unless it did meanwhile: tells it, and waits for the next.</summary>
    public static async ValueTask HandleAsync(Instance instance, ScheduleClaim claim)
    {
        var none = CancellationToken.None;
        await using var unit = await CustomerUnit.OpenPersonAsync(instance, new CustomerId(claim.Partition.Key), [], null, none).ConfigureAwait(false);
        if (!await unit.Work.TryCompleteAsync(claim, none).ConfigureAwait(false))
        {
            return;
        }

        if (unit.State.ErasedAt is not null)
        {
            await unit.Work.CommitAsync(none).ConfigureAwait(false);
            return;
        }

        var now = instance.Now;
        foreach (var machine in instance.Funnels.Machines)
        {
            if (machine.WaitsForNothing && FunnelBook.JournalOf(unit.State, machine) is { } own && FunnelBook.JournalOf(unit.Person, machine) is { } whole)
            {
                // Who is several customers has not stayed away if one of them came.
                var happened = machine.MovesUntil(whole, now);
                foreach (var move in machine.MovesUntil(own, now).Where(move => move.ByAbsence && happened.Contains(move)))
                {
                    await TellAsync(instance, unit.Work, unit.Partition, machine.Funnel.Id, move, none).ConfigureAwait(false);
                }
            }
        }

        if (instance.Funnels.NextDue(unit.State, now) is { } due)
        {
            await unit.Work.ScheduleAsync(unit.Partition, ScheduleKind, Key, due, none).ConfigureAwait(false);
        }

        await unit.CommitAsync(none).ConfigureAwait(false);
    }

    /// <summary>Once: a move is told under its own name.</summary>
    private static async ValueTask TellAsync(Instance instance, IUnitOfWork work, PartitionKey partition, FunnelId funnel, StageMove move, CancellationToken cancellationToken)
    {
        var entry = new NewEvent
        {
            Source = Journal.Source,
            Id = FormattableString.Invariant($"stage/{funnel}/{move.From}/{move.To}/{move.At.UtcTicks}"),
            Type = move.IsRegression ? TimelineTypes.StageBack : TimelineTypes.StageOn,
            At = move.At,
            RecordedAt = instance.Now,
            Body = StoredJson.Write(new TimelineBody { Channel = move.Via, Funnel = funnel, Stage = move }, StoredJson.Default.TimelineBody),
        };
        if (await work.AppendAsync(partition, entry, cancellationToken).ConfigureAwait(false) != 0)
        {
            Logs.StageMoved(instance.Log, funnel, move.From, move.To, move.IsRegression ? "back" : "on", move.At, move.Because);
        }
    }
}
