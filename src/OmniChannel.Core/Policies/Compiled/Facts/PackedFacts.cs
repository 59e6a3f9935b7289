namespace OmniChannel;

/// <summary>Facts without a guard that are packed together: those of one kind after each other, so that none is asked what it is. Immutable.</summary>
internal sealed class PackedFacts
{
    private readonly PackedFact[] _numbers;
    private readonly PackedFact[] _amounts;
    private readonly PackedFact[] _texts;

    /// <param name="fields">Their codes and their places are settled.</param>
    /// <param name="channels">How many channels the plan has.</param>
    public PackedFacts(IEnumerable<FactField> fields, int channels)
    {
        var packed = fields.OrderBy(field => field.Field!.Offset).Select(field => new PackedFact(field, field.IsPerChannel ? channels : 1)).ToLookup(fact => fact.Fact.Kind);
        _numbers = [.. packed[FactKind.Number], .. packed[FactKind.Flag]];
        _amounts = [.. packed[FactKind.Money]];
        _texts = [.. packed[FactKind.Text]];
    }

    /// <returns>False when one is missing for which the plan keeps no code.</returns>
    public bool Pack<TFacts>(TFacts facts, Span<byte> row)
        where TFacts : struct, IChannelFacts
    {
        foreach (ref readonly var fact in _numbers.AsSpan())
        {
            for (var c = 0; c < fact.Times; c++)
            {
                if (!fact.PackNumber(facts, row, c))
                {
                    return false;
                }
            }
        }

        foreach (ref readonly var fact in _amounts.AsSpan())
        {
            for (var c = 0; c < fact.Times; c++)
            {
                if (!fact.PackAmount(facts, row, c))
                {
                    return false;
                }
            }
        }

        foreach (ref readonly var fact in _texts.AsSpan())
        {
            for (var c = 0; c < fact.Times; c++)
            {
                if (!fact.PackText(facts, row, c))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
