using System.Collections.Concurrent;
using OmniChannel.Delivery;

namespace OmniChannel;

/// <summary>What the accounts of this node bear at this moment: whether one may be given another message, and when a message that has to wait has its turn. Safe for many threads.</summary>
internal sealed class AccountTurns(Instance instance)
{
    /// <summary>The shortest wait.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(10);

    /// <summary>Turns that lie closer together than this fall on one instant.</summary>
    public static readonly TimeSpan Grid = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<(Channel Channel, string Account), Turns?> known = new();

    /// <summary>Whether an account bears only so much.</summary>
    public bool IsLimited(Channel channel, string account) => Of(channel, account) is not null;

    /// <summary>Asks for one more message.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="account">The account.</param>
    /// <param name="hasTurn">Whether the message waited for its turn, or need not: then nobody is before it.</param>
    /// <param name="isUrgent">Whether it goes ahead of what is not.</param>
    /// <returns>How long it should wait; null when it may be given now. Then what was taken is given back by <see cref="GiveBack"/> if it is not.</returns>
    public async ValueTask<(TimeSpan? Wait, long Lease)> TryTakeAsync(Channel channel, string account, bool hasTurn, bool isUrgent)
    {
        if (Of(channel, account) is not { } turns)
        {
            return (null, 0);
        }

        if (!hasTurn && turns.Queue.IsWaitedFor)
        {
            return (TimeSpan.Zero, 0);
        }

        if (!instance.Calls.TryEnter(channel, account, isUrgent))
        {
            return (instance.Calls.SpacingOf(channel, account), 0);
        }

        (TimeSpan? Wait, long Lease) taken = (TimeSpan.Zero, 0);
        try
        {
            return taken = turns.Tap is { } tap ? await tap.TryTakeAsync().ConfigureAwait(false) : (null, 0);
        }
        finally
        {
            if (taken.Wait is not null)
            {
                instance.Calls.Leave(channel, account, isUrgent);
            }
        }
    }

    /// <summary>When a message that was told to wait has its turn.</summary>
    public DateTimeOffset TurnOf(Channel channel, string account, TimeSpan wait, bool hadTurn)
    {
        var turns = Of(channel, account)!;
        var atLeast = wait > Soon ? wait : Soon;
        var (rate, room) = (turns.Tap?.Spacing ?? TimeSpan.Zero, instance.Calls.SpacingOf(channel, account));
        var turn = instance.Now + (hadTurn ? atLeast : turns.Queue.Take(atLeast, rate > room ? rate : room));

        // Turns that lie close together fall on one instant, and are taken in one go.
        return hadTurn ? turn : new DateTimeOffset((turn.UtcTicks + Grid.Ticks - 1) / Grid.Ticks * Grid.Ticks, TimeSpan.Zero);
    }

    /// <summary>How far this node's clock is ahead of the one by which rows are claimed, as far as the account's rate has shown it.</summary>
    public TimeSpan AheadOf(Channel channel, string account) => Of(channel, account)?.Tap?.Ahead ?? TimeSpan.Zero;

    /// <summary>What was taken was not used.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="account">The account.</param>
    /// <param name="isUrgent">As what room was taken up.</param>
    /// <param name="lease">The lease of which a token was taken.</param>
    public void GiveBack(Channel channel, string account, bool isUrgent, long lease)
    {
        if (Of(channel, account) is { } turns)
        {
            turns.Tap?.GiveBack(lease);
            instance.Calls.Leave(channel, account, isUrgent);
        }
    }

    private Turns? Of(Channel channel, string account) => known.GetOrAdd(
        (channel, account),
        key => instance.Options.Delivery.LimitsOf(key.Channel, key.Account) is { } limits && limits is not { MaxConcurrent: null, RatePerSecond: null }
            ? new Turns(new TurnQueue(instance.Time), limits.RatePerSecond is { } rate ? new RateTap(instance, key.Channel, key.Account, rate, limits.Burst ?? (int)Math.Max(1, Math.Ceiling(rate))) : null)
            : null);

    private sealed record Turns(TurnQueue Queue, RateTap? Tap);
}
