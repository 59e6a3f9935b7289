namespace OmniChannel;

/// <summary>One fact, money in one currency, as a code that conditions and tables read.</summary>
/// <param name="fact">The fact.</param>
/// <param name="currency">The currency that counts as present; null for any.</param>
/// <param name="guard">Only while this holds does the fact count as present; null for always.</param>
/// <param name="isShared">The same for all customers of a run.</param>
/// <param name="isKnown">Never missing, so that no code is kept for that.</param>
/// <param name="index">Its place among the fields of the policy.</param>
internal sealed class FactField(Fact fact, string? currency, Condition? guard, bool isShared, bool isKnown, int index)
{
    /// <summary>Values of one byte.</summary>
    private const int MostCodes = 256;

    private readonly SortedSet<FactValue> _constants = new(FactCode.ByValue);
    private bool _isOrdered;

    public Fact Fact { get; } = fact;

    public string? Currency { get; } = currency;

    public Condition? Guard { get; } = guard;

    public bool IsShared { get; } = isShared;

    public bool IsPerChannel => Fact.Domain.PerChannel;

    /// <inheritdoc cref="FactIds.IsOfCustomerAlone"/>
    public bool IsStill { get; } = guard is null && fact.Id.IsOfCustomerAlone();

    public int Index { get; } = index;

    /// <summary>The smallest code: 1 when the fact is never missing.</summary>
    public int Least { get; } = isKnown && !isShared && guard is null ? 1 : 0;

    /// <summary>How values are numbered. Settled when first asked for; no constant is added after that.</summary>
    public FactCode Code => field ??= Number();

    public CodeSet All => CodeSet.Between(Least, Code.Most);

    public bool IsByte => Code.Most - Least < MostCodes;

    /// <summary>Where a snapshot keeps the code; null while nothing reads it.</summary>
    public PlanField? Field { get; private set; }

    /// <summary>A constant that the value is compared with.</summary>
    /// <param name="constant">The constant.</param>
    /// <param name="isOrdered">Asked whether above or below; otherwise only whether it is the same.</param>
    public void Add(FactValue constant, bool isOrdered = true)
    {
        _constants.Add(constant);
        _isOrdered |= isOrdered;
    }

    public PlanField In(PlanBuilder plan) => Field ??= plan.Field(
        Currency is null ? Fact.Name : $"{Fact.Name} in {Currency}", Least, Code.Most, IsShared ? PlanScope.Context : PlanScope.Row, perChannel: IsPerChannel);

    /// <summary>The codes of a present value for which a comparison holds.</summary>
    public CodeSet Where(CompareOperator op, FactValue constant) => Code.Where(op, constant);

    /// <summary>A number, or an amount of the field's currency.</summary>
    public FactValue ValueAt(long number) => PointsCurve.Value(Currency, number);

    /// <summary>The code of a customer's value, the guard left aside.</summary>
    public int Encode(FactValue value) =>
        value.State != FactState.Present || value.Kind != Fact.Kind || (Currency is not null && value.Text != Currency) ? 0 : Code.Encode(value);

    /// <inheritdoc cref="Encode(FactValue)"/>
    public int Encode<TFacts>(TFacts facts, int channel)
        where TFacts : struct, IChannelFacts => Fact.Kind switch
    {
        FactKind.Text => facts.Text(Fact, channel) is { } text ? Code.Encode(text) : 0,
        FactKind.Money => facts.Amount(Fact, Currency, channel) is { } minor ? Code.Encode(minor) : 0,
        _ => facts.Number(Fact, channel) is { } number ? Code.Encode(number) : 0,
    };

    private FactCode Number() => Fact.Kind switch
    {
        FactKind.Flag => new RangeCode(FactKind.Flag, 0, 1),
        FactKind.Number when Fact.Domain is { Min: { } min, Max: { } max } && max - min < MostCodes - 1 + Least => new RangeCode(FactKind.Number, min, max),
        FactKind.Text when Fact.Domain.Values is { Count: > 0 and < MostCodes } values => new ListCode([.. values.Select(FactValue.Of).Order(FactCode.ByValue)], isClosed: true),
        _ when _isOrdered => new LadderCode([.. _constants]),
        _ => new ListCode([.. _constants], isClosed: false),
    };
}
