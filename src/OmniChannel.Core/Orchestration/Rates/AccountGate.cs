using OmniChannel.Delivery;

namespace OmniChannel;

/// <summary>
/// Lets a delivery pass to the first account in its order that bears another message now: room for one more call, a token of its rate. Where none does, the delivery waits for its turn as a row of the schedule. What came
/// before is before it; what is urgent goes ahead.
/// </summary>
internal sealed class AccountGate(Instance instance)
{
    private readonly AccountTurns turns = new(instance);

    /// <summary>Asks before an attempt begins.</summary>
    /// <returns>What is known, without the accounts that bear nothing more now.</returns>
    public async ValueTask<Circumstances> AdmitAsync(OutboxContent content, Campaign? campaign, Circumstances around)
    {
        var channel = content.Channel;
        if (!around.Accounts[channel].Any(one => turns.IsLimited(channel, one.Account)))
        {
            return around;
        }

        var now = instance.Now;
        var named = campaign?.Variants.FirstOrDefault(variant => variant.Channel == channel)?.Account;
        AccountHealth[] candidates = [.. AttemptStart.AccountsFor(content, around)[channel].Where(one => !(one.PausedUntil > now) && (named is null || one.Account == named))];
        var isUrgent = DeliveryTurn.IsUrgent(content.Message);
        var hasTurn = content.HeldUntil is not null || isUrgent;
        var shut = new List<(string Account, TimeSpan Wait)>(candidates.Length);
        foreach (var candidate in candidates)
        {
            var (wait, lease) = await turns.TryTakeAsync(channel, candidate.Account, hasTurn, isUrgent).ConfigureAwait(false);
            if (wait is not { } time)
            {
                return Without(around, channel, shut, DateTimeOffset.MaxValue) with { Admitted = candidate.Account, AdmittedBy = lease, Ahead = turns.AheadOf(channel, candidate.Account) };
            }

            shut.Add((candidate.Account, time));
        }

        if (shut.Count == 0)
        {
            return around with { IsGated = true };
        }

        var first = shut.MinBy(one => one.Wait);
        var turn = turns.TurnOf(channel, first.Account, first.Wait, hasTurn);
        return Without(around, channel, shut, turn) with { HeldUntil = turn, Ahead = turns.AheadOf(channel, first.Account) };
    }

    /// <summary>After it began, or did not: what was taken for nothing is given back.</summary>
    public void Settle(OutboxContent content, Circumstances around, Attempt? attempt)
    {
        if (around.Admitted is { } account && attempt?.Adapter.Account != account)
        {
            turns.GiveBack(content.Channel, account, DeliveryTurn.IsUrgent(content.Message), around.AdmittedBy);
        }
    }

    /// <summary>After an attempt began, and its call is not made: its room is free again; its token, which may be of a lease that has ended, time gives anew.</summary>
    public void GiveBack(OutboxContent content, Attempt attempt) => turns.GiveBack(content.Channel, attempt.Adapter.Account, DeliveryTurn.IsUrgent(content.Message), RateTap.NoLease);

    private static Circumstances Without(Circumstances around, Channel channel, List<(string Account, TimeSpan Wait)> shut, DateTimeOffset until) => around with
    {
        IsGated = true,
        Accounts = shut.Count == 0 ? around.Accounts : around.Accounts
            .SelectMany(group => group, (group, one) => (group.Key, Health: group.Key == channel && shut.Any(closed => closed.Account == one.Account) ? one with { PausedUntil = until } : one))
            .ToLookup(one => one.Key, one => one.Health),
    };
}
