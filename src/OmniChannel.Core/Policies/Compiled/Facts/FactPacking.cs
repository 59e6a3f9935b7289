namespace OmniChannel;

/// <summary>The facts that a plan's snapshots keep, ordered for packing: those that stay a customer's, whatever the message and the moment, apart from those that move. Immutable.</summary>
internal sealed class FactPacking
{
    private readonly PackedFacts _still;
    private readonly PackedFacts _moving;
    private readonly FactField[] _guarded;
    private readonly FactField[] _asked;
    private readonly int _channels;

    /// <param name="kept">The fields of the snapshot.</param>
    /// <param name="asked"><inheritdoc cref="PolicyPlan.Asked" path="/summary"/></param>
    /// <param name="channels">How many channels the plan has.</param>
    public FactPacking(FactField[] kept, FactField[] asked, int channels)
    {
        _still = new(kept.Where(field => field.IsStill), channels);
        _moving = new(kept.Where(field => field is { IsStill: false, Guard: null }), channels);
        _guarded = [.. kept.Where(field => field.Guard is not null)];
        (_asked, _channels) = (asked, channels);
    }

    /// <returns>False when one is missing for which the plan keeps no code.</returns>
    /// <inheritdoc cref="PolicyPlan.Pack{TFacts}(TFacts, Span{byte}, bool)"/>
    public bool Pack<TFacts>(TFacts facts, Span<byte> row, bool isAgain)
        where TFacts : struct, IChannelFacts =>
        (isAgain || _still.Pack(facts, row)) && _moving.Pack(facts, row) && (_guarded.Length == 0 || PackGuarded(facts, row)) && (_asked.Length == 0 || AreKnown(facts));

    private bool PackGuarded<TFacts>(TFacts facts, Span<byte> row)
        where TFacts : struct, IChannelFacts
    {
        foreach (var fact in _guarded)
        {
            var counts = ConditionWalker.Evaluate(fact.Guard!, facts.On(0)) == Truth.True;
            for (var c = 0; c < (fact.IsPerChannel ? _channels : 1); c++)
            {
                PlanRow.Write(row, fact.Field!, counts ? fact.Encode(facts, c) : 0, c);
            }
        }

        return true;
    }

    private bool AreKnown<TFacts>(TFacts facts)
        where TFacts : struct, IChannelFacts
    {
        foreach (var fact in _asked)
        {
            for (var c = 0; c < (fact.IsPerChannel ? _channels : 1); c++)
            {
                if (fact.Encode(facts, c) < fact.Least)
                {
                    return false;
                }
            }
        }

        return true;
    }
}
