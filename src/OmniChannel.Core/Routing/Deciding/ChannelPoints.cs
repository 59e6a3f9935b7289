namespace OmniChannel;

/// <summary>What each channel scores in one decision: the sum of what <see cref="Scorer"/> puts down part by part. Lives on the stack of one decision.</summary>
internal readonly ref struct ChannelPoints
{
    private readonly DecisionBasis _basis;
    private readonly RosterPolicy _policy;
    private readonly CustomerSheet _customer;
    private readonly RosterPlan? _plan;
    private readonly ReadOnlySpan<int> _ofRules;
    private readonly int[] _weights;
    private readonly long _now;
    private readonly ulong _present;
    private readonly ulong _atHand;

    /// <param name="basis">What the decision rests on.</param>
    /// <param name="plan">The plan that holds; null for none.</param>
    /// <param name="ofRules">The points of the policy's rules, by channel.</param>
    public ChannelPoints(DecisionBasis basis, RosterPlan? plan, ReadOnlySpan<int> ofRules)
    {
        (_basis, _policy, _customer, _plan) = (basis, basis.Policy, basis.Customer, plan);
        _ofRules = ofRules;
        _now = basis.Now.UtcTicks;
        _weights = _policy.Has(ScoreTerm.Persona) ? _customer.PreferenceAt(basis.Now).Weights : basis.Roster.Personas.None;
        if (_policy.Has(ScoreTerm.Presence))
        {
            (_present, _atHand) = Presence(basis, _now);
        }
    }

    /// <summary>The points of a channel that is open from an instant on, in ticks.</summary>
    /// <exception cref="OverflowException">They fit no 32 bits.</exception>
    public int Of(int channel, long at)
    {
        var bit = 1UL << channel;
        var (isLiked, isDisliked) = ((_customer.Liked & bit) != 0, (_customer.Disliked & bit) != 0);
        var past = _customer.Past;
        var weight = _weights[channel];
        long points = _ofRules[channel];
        points += isDisliked || (isLiked && weight < 0) ? 0 : weight;
        points += !_policy.Has(ScoreTerm.Liking) ? 0 : isLiked ? Scorer.LikingPoints : isDisliked ? -Scorer.LikingPoints : 0;
        points += _policy.Has(ScoreTerm.Usage) ? past.UsagePointsAt(channel, _now) : 0;
        points += _policy.Has(ScoreTerm.Device) ? past.DevicePoints[channel] : 0;
        points += _policy.Has(ScoreTerm.Stage) ? past.StagePoints[channel] : 0;
        points += (_present & bit) != 0 ? PresencePoints.There : (_atHand & bit) != 0 ? PresencePoints.AtHand : 0;
        points += _policy.Has(ScoreTerm.LeadQuality) ? _basis.Offers.LeadPoints[channel] : 0;
        points += _policy.Has(ScoreTerm.ChanceToBuy) ? past.ChancePoints[channel] : 0;
        points += _policy.Has(ScoreTerm.Cost) ? _policy.CostPoints[channel] : 0;
        points += _plan is null || isDisliked ? 0 : _plan.Points[channel];
        points += Candidate.WaitingPoints(_policy.Policy, at - _basis.NotBefore.UtcTicks);
        return checked((int)points);
    }

    /// <summary>The channels that presence speaks for, more and less.</summary>
    private static (ulong Present, ulong AtHand) Presence(DecisionBasis basis, long now)
    {
        var (customer, roster) = (basis.Customer, basis.Roster);
        var (present, atHand) = (0UL, 0UL);
        if (customer.OnSite.UntilAt(now) != 0)
        {
            present |= basis.AgentsFree > 0 ? roster.LiveChat : 0;
            atHand |= roster.Website;
        }

        present |= customer.InStore.UntilAt(now) != 0 ? roster.Push : 0;
        atHand |= customer.InApp.UntilAt(now) != 0 ? roster.Push : 0;
        present |= basis.Message.Purpose == Purpose.Transactional && PresencePoints.HasJustBought(customer.Facts, basis.Now) ? roster.Email : 0;
        return (present, atHand);
    }
}
