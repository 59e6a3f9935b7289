using System.Collections.Concurrent;
using OmniChannel.Delivery;

namespace OmniChannel;

/// <summary>What the accounts of this node bear at this moment: whether one may be given another message, and when a message that has to wait has its turn. Safe for many threads.</summary>
internal sealed class AccountTurns(Instance instance)
{
    private readonly ConcurrentDictionary<(Channel Channel, string Account), Turns?> known = new();

    /// <summary>The shortest wait.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(10);

    /// <summary>Whether an account bears only so much.</summary>
    public bool IsLimited(Channel channel, string account) => Of(channel, account) is not null;

    /// <summary>Asks for one more message.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="account">The account.</param>
    /// <param name="hasTurn">Whether the message waited for its turn, or need not: then nobody is before it.</param>
    /// <returns>Null when it may be given now; what was taken is given back by <see cref="GiveBack"/> if it is not. Else how long it should wait.</returns>
    public async ValueTask<TimeSpan?> TryTakeAsync(Channel channel, string account, bool hasTurn)
    {
        if (Of(channel, account) is not { } turns)
        {
            return null;
        }

        return !hasTurn && turns.Queue.IsWaitedFor(instance.Now) ? TimeSpan.Zero
            : !instance.Calls.HasRoom(channel, account) ? instance.Calls.SpacingOf(channel, account)
            : turns.Tap is { } tap ? await tap.TryTakeAsync().ConfigureAwait(false)
            : null;
    }

    /// <summary>When a message that was told to wait has its turn.</summary>
    public DateTimeOffset TurnOf(Channel channel, string account, TimeSpan wait, bool hadTurn)
    {
        var (turns, earliest) = (Of(channel, account)!, instance.Now + (wait > Soon ? wait : Soon));
        return hadTurn ? earliest : turns.Queue.Take(earliest, turns.Tap?.Spacing is { } rate && rate > instance.Calls.SpacingOf(channel, account) ? rate : instance.Calls.SpacingOf(channel, account));
    }

    /// <summary>What was taken was not used.</summary>
    public void GiveBack(Channel channel, string account) => Of(channel, account)?.Tap?.GiveBack();

    private Turns? Of(Channel channel, string account) => known.GetOrAdd(
        (channel, account),
        key => instance.Options.Delivery.LimitsOf(key.Channel, key.Account) is { } limits && limits is not { MaxConcurrent: null, RatePerSecond: null }
            ? new Turns(new TurnQueue(), limits.RatePerSecond is { } rate ? new RateTap(instance, key.Channel, key.Account, rate, limits.Burst ?? (int)Math.Max(1, Math.Ceiling(rate))) : null)
            : null);

    private sealed record Turns(TurnQueue Queue, RateTap? Tap);
}
