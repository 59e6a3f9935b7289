namespace OmniChannel.PostgreSql;

/// <summary>
/// How many hints one process gives a tenant's dispatchers with hosts' commits: a hundred at once, and a hundred a second after that. PostgreSQL lets transactions that give one commit only one after the other, each with its own
/// wait for the disk; and whoever is hinted to a hundred times a second finds what came without a hint too. Safe for many threads.
/// </summary>
/// <remarks>Counted by the generic cell rate algorithm (ITU-T I.371): one instant, at which the bucket is full again.</remarks>
internal sealed class HintBudget(TimeProvider time)
{
    private const int Burst = 100;
    private readonly long _each = time.TimestampFrequency / 100;
    private readonly Lock _gate = new();
    private long _fullAgain = long.MinValue;

    /// <summary>Takes one, if there is one.</summary>
    public bool TryTake()
    {
        var now = time.GetTimestamp();
        lock (_gate)
        {
            var next = long.Max(_fullAgain, now) + _each;
            if (next - now > Burst * _each)
            {
                return false;
            }

            _fullAgain = next;
            return true;
        }
    }
}
