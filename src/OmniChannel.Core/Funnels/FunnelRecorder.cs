namespace OmniChannel;

/// <summary>Puts touchpoints into the journal of a funnel, each at its place in time. Pure; the same touchpoints give the same journal in whatever order they come, as long as none is older than what fell off its end.</summary>
/// <remarks>
/// Of what is alike within one hour of UTC (type and conditions) the first and the last are kept: a hundred page views are two events. The newest 64 events are kept one by one, and of the
/// thirty days before the newest up to 256; what is older is folded into a checkpoint. A touchpoint that is older than the checkpoint moves a customer forward, never back.
/// </remarks>
internal static class FunnelRecorder
{
    /// <summary>So many are kept however old they are.</summary>
    public const int AlwaysKept = 64;

    /// <summary>No more are kept, however new they are.</summary>
    public const int MostEvents = 256;
    public const int MostMoves = 32;

    /// <summary>How far back from the newest event all are kept: half of all journeys over devices take fourteen days or more.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    /// <returns>The same journal when nothing changes; null when there is still none.</returns>
    public static FunnelJournal? Record(FunnelMachine funnel, FunnelJournal? journal, Touchpoint touchpoint, uint tie)
    {
        var on = funnel.Signals.Of(touchpoint);
        var at = touchpoint.At.ToUniversalTime();
        var isFirst = funnel.Funnel.EnteredBy is null && !(journal?.StartedAt <= at);
        if (on is null && !isFirst)
        {
            return journal;
        }

        var known = journal ?? new FunnelJournal { Funnel = funnel.Funnel.Id, Events = [] };
        known = isFirst ? known with { StartedAt = at } : known;
        return on is null ? known : With(funnel, known, new FunnelEvent { At = at, On = on, Tie = tie, Via = touchpoint.Channel });
    }

    private static FunnelJournal With(FunnelMachine funnel, FunnelJournal journal, FunnelEvent one)
    {
        var events = journal.InOrder;
        var place = events.Length;
        while (place > 0 && events[place - 1].CompareTo(one) > 0)
        {
            place--;
        }

        var (earlier, later) = (Alike(events, place - 1, -1, one), Alike(events, place, +1, one));
        if ((earlier.Count > 0 && later.Count > 0) || (earlier.Count > 0 && events[earlier.Nearest].CompareTo(one) == 0))
        {
            return journal;
        }

        var replaced = earlier.Count > 1 ? earlier.Nearest : later.Count > 1 ? later.Nearest : -1;
        if (journal.Checkpoints is [var checkpoint] && one.CompareTo(checkpoint.Last) < 0)
        {
            return journal with { Checkpoints = [funnel.CheckpointAfter(journal with { Events = [one] }, 1, checkpoint.Last, MostMoves)] };
        }

        var settled = Settled(funnel, journal, place, one);
        var (isNewest, count) = (place == events.Length, events.Length + (replaced < 0 ? 1 : 0));
        var gone = FallenOff(events, isNewest ? one : events[^1], count);
        if (gone <= place && (replaced < 0 || gone <= replaced))
        {
            // What falls off lies before what changes: as nearly always.
            var rest = Placed(events[gone..], place - gone, one, replaced < 0 ? -1 : replaced - gone);
            return gone == 0 ? journal with { Events = rest, Settled = settled } : Without(funnel, journal, gone, rest, settled);
        }

        var placed = Placed(events, place, one, replaced);
        gone = FallenOff(placed, placed[^1], placed.Length);
        return gone == 0 ? journal with { Events = placed, Settled = settled } : Without(funnel, journal with { Events = placed }, gone, placed[gone..], settled);
    }

    /// <summary>Where the customer stands before the newest hour once an event is at its place; null where whoever asks has to walk anew, because nobody did before or the event comes before that hour.</summary>
    private static FunnelStanding? Settled(FunnelMachine funnel, FunnelJournal journal, int place, FunnelEvent one)
    {
        var events = journal.InOrder;
        return events.Length == 0 || journal.Settled is not { } settled ? null
            : one.IsInHourOf(events[^1]) ? settled
            : place == events.Length ? funnel.StandingAfter(journal)
            : null;
    }

    /// <summary>How many of the oldest fall off the end: beyond 64, those of more than thirty days before the newest; and all beyond 256.</summary>
    /// <param name="events">The oldest of them, in their order.</param>
    /// <param name="newest">The newest.</param>
    /// <param name="count">How many there are.</param>
    private static int FallenOff(ReadOnlySpan<FunnelEvent> events, FunnelEvent newest, int count)
    {
        var gone = 0;
        while (count - gone > AlwaysKept && (count - gone > MostEvents || newest.Ticks - events[gone].Ticks > KeptFor.Ticks))
        {
            gone++;
        }

        return gone;
    }

    private static FunnelJournal Without(FunnelMachine funnel, FunnelJournal journal, int gone, FunnelEvent[] rest, FunnelStanding? settled)
    {
        var kept = journal with { Events = rest, Checkpoints = [funnel.CheckpointAfter(journal, gone, journal.InOrder[gone - 1], MostMoves)] };
        return settled is null || !rest[0].IsInHourOf(rest[^1]) ? kept with { Settled = settled } : kept;
    }

    private static FunnelEvent[] Placed(ReadOnlySpan<FunnelEvent> events, int place, FunnelEvent one, int replaced)
    {
        var kept = new FunnelEvent[events.Length + (replaced < 0 ? 1 : 0)];
        var to = replaced >= 0 && replaced < place ? place - 1 : place;
        events[..to].CopyTo(kept);
        events[(events.Length - (kept.Length - to - 1))..].CopyTo(kept.AsSpan(to + 1));
        kept[to] = one;
        if (replaced >= 0 && replaced < place)
        {
            events[(replaced + 1)..place].CopyTo(kept.AsSpan(replaced));
        }
        else if (replaced > place)
        {
            events[place..replaced].CopyTo(kept.AsSpan(place + 1));
        }

        return kept;
    }

    /// <summary>How many like it stand on one side of a place within its hour, up to two, and the nearest.</summary>
    private static (int Count, int Nearest) Alike(ReadOnlySpan<FunnelEvent> events, int from, int step, FunnelEvent one)
    {
        var (count, nearest) = (0, -1);
        for (var i = from; count < 2 && i >= 0 && i < events.Length && events[i].IsInHourOf(one); i += step)
        {
            if (events[i].On == one.On)
            {
                nearest = count++ == 0 ? i : nearest;
            }
        }

        return (count, nearest);
    }
}
