namespace OmniChannel;

/// <summary>A number, or an amount of one currency, kept as it is between two bounds; beyond them it is as good as the bound.</summary>
/// <param name="fact">The fact.</param>
/// <param name="currency">The currency; null for a number.</param>
/// <param name="guard">What must hold for the fact to count; null for nothing.</param>
/// <param name="field">Where a snapshot keeps it. Optional, where it may be missing.</param>
internal sealed class NumberField(Fact fact, string? currency, Condition? guard, PlanField field)
{
    public Fact Fact { get; } = fact;

    public PlanField Field { get; } = field;

    /// <inheritdoc cref="FactIds.IsOfCustomerAlone"/>
    public bool IsStill { get; } = guard is null && fact.Id.IsOfCustomerAlone();

    /// <summary>What is kept where the guard is false, one more than any number; null when the fact is then missing.</summary>
    public long? Unguarded { get; init; }

    /// <summary>What a snapshot keeps; null for a missing fact.</summary>
    public long? Read<TFacts>(TFacts facts, int channel)
        where TFacts : struct, IChannelFacts
    {
        if (guard is not null)
        {
            var truth = ConditionWalker.Evaluate(guard, facts.On(channel));
            if (Unguarded is { } unguarded ? truth == Truth.False : truth != Truth.True)
            {
                return Unguarded;
            }
        }

        var stated = Fact.Kind != (currency is null ? FactKind.Number : FactKind.Money) ? null
            : currency is null ? facts.Number(Fact, channel)
            : facts.Amount(Fact, currency, channel);
        return stated is { } number ? Math.Clamp(number, Field.Min, Unguarded is null ? Field.Max : Field.Max - 1) : null;
    }

    /// <summary>The number of a value; null when it is missing, of another kind, or in another currency.</summary>
    public static long? Of(FactValue value, string? currency) =>
        value.State == FactState.Present && value.Kind == (currency is null ? FactKind.Number : FactKind.Money) && value.Text == currency ? value.Number : null;
}
