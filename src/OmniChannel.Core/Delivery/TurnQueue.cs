namespace OmniChannel.Delivery;

/// <summary>Gives each message that has to wait a turn of its own, one behind the other, so that they come back as they can be taken and not all at once. Safe for many threads.</summary>
internal sealed class TurnQueue
{
    /// <summary>Turns that are closer together than this fall on the same instant, so that they are taken in one go.</summary>
    private static readonly TimeSpan Grid = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private DateTimeOffset next;

    /// <summary>Whether somebody's turn is still to come.</summary>
    public bool IsWaitedFor(DateTimeOffset now)
    {
        lock (gate)
        {
            return next > now;
        }
    }

    /// <summary>The next turn.</summary>
    /// <param name="earliest">Not before this instant.</param>
    /// <param name="spacing">How long until the one after it.</param>
    public DateTimeOffset Take(DateTimeOffset earliest, TimeSpan spacing)
    {
        lock (gate)
        {
            var turn = next > earliest ? next : earliest;
            next = turn + spacing;
            var ticks = (turn.UtcTicks + Grid.Ticks - 1) / Grid.Ticks * Grid.Ticks;
            return new DateTimeOffset(ticks, TimeSpan.Zero);
        }
    }
}
