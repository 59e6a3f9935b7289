namespace OmniChannel.Delivery;

/// <summary>Gives each message that has to wait a turn of its own, one behind the other, so that they come back as they can be taken and not all at once. Measured by elapsed time, so that a clock that is set back stops nobody. Safe for many threads.</summary>
internal sealed class TurnQueue(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly long start = time.GetTimestamp();
    private TimeSpan next;

    /// <summary>Whether somebody's turn is still to come.</summary>
    public bool IsWaitedFor
    {
        get
        {
            lock (gate)
            {
                return next > time.GetElapsedTime(start);
            }
        }
    }

    /// <summary>How long until the next turn.</summary>
    /// <param name="atLeast">Not before that.</param>
    /// <param name="spacing">How long until the one after it.</param>
    public TimeSpan Take(TimeSpan atLeast, TimeSpan spacing)
    {
        lock (gate)
        {
            var now = time.GetElapsedTime(start);
            var turn = next > now + atLeast ? next : now + atLeast;
            next = turn + spacing;
            return turn - now;
        }
    }
}
