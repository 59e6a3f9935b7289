namespace OmniChannel;

/// <summary>Puts touchpoints into the journal of a funnel, each at its place in time. Pure; the same touchpoints give the same journal in whatever order they come, as long as none is older than what fell off its end.</summary>
/// <remarks>
/// Of what is alike within one hour of UTC (type and conditions) the first and the last are kept: a hundred page views are two events. The newest 64 events are kept one by one; what is
/// older is folded into a checkpoint. A touchpoint that is older than the checkpoint moves a customer forward, never back.
/// </remarks>
internal static class FunnelRecorder
{
    public const int MostEvents = 64;
    public const int MostMoves = 32;

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
        var events = journal.Events;
        var place = events.Count;
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
        var kept = new FunnelEvent[events.Count + (replaced < 0 ? 1 : 0)];
        for (int from = 0, to = 0; from <= events.Count; from++)
        {
            if (from == place)
            {
                kept[to++] = one;
            }

            if (from < events.Count && from != replaced)
            {
                kept[to++] = events[from];
            }
        }

        return Bounded(funnel, journal, kept);
    }

    /// <summary>How many like it stand on one side of a place within its hour, up to two, and the nearest.</summary>
    private static (int Count, int Nearest) Alike(IReadOnlyList<FunnelEvent> events, int from, int step, FunnelEvent one)
    {
        var (count, nearest) = (0, -1);
        for (var i = from; count < 2 && i >= 0 && i < events.Count && events[i].IsInHourOf(one); i += step)
        {
            if (events[i].On == one.On)
            {
                nearest = count++ == 0 ? i : nearest;
            }
        }

        return (count, nearest);
    }

    /// <summary>What is older than the checkpoint, and what is too much, falls off.</summary>
    private static FunnelJournal Bounded(FunnelMachine funnel, FunnelJournal journal, FunnelEvent[] events)
    {
        var checkpoint = journal.Checkpoints is [var only] ? only : null;
        var gone = Math.Max(0, events.Length - MostEvents);
        while (checkpoint is not null && gone < events.Length && events[gone].CompareTo(checkpoint.Last) < 0)
        {
            gone++;
        }

        if (gone == 0)
        {
            return journal with { Events = events };
        }

        var last = events[gone - 1];
        last = checkpoint is not null && checkpoint.Last.CompareTo(last) > 0 ? checkpoint.Last : last;
        return journal with { Checkpoints = [funnel.CheckpointAfter(journal with { Events = events }, gone, last, MostMoves)], Events = events[gone..] };
    }
}
