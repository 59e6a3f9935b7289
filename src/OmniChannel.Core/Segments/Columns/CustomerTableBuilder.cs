namespace OmniChannel;

/// <summary>Fills a <see cref="CustomerTable"/>, customer by customer. Not for several threads.</summary>
/// <param name="facts">The facts to keep.</param>
/// <param name="at">As of when.</param>
internal sealed class CustomerTableBuilder(IReadOnlyList<Fact> facts, DateTimeOffset at)
{
    /// <summary>An amount of money has a column for each currency that is found, at most so many.</summary>
    private const int MaxCurrencies = 32;

    private readonly List<string> _customers = [];
    private readonly ColumnDraft?[] _drafts = [.. facts.Select(fact => fact.Kind == FactKind.Money ? null : new ColumnDraft(fact, null))];
    private readonly SortedDictionary<(int Fact, string Currency), ColumnDraft> _amounts = [];

    public int Count => _customers.Count;

    public void Add<TFacts>(CustomerId customer, TFacts of)
        where TFacts : IFactSource
    {
        var row = _customers.Count;
        _customers.Add(customer.Value);
        for (var i = 0; i < facts.Count; i++)
        {
            var value = of.Read(facts[i]);
            if (value.State != FactState.Present || value.Kind != facts[i].Kind)
            {
                continue;
            }

            (_drafts[i] ?? AmountsOf(i, value.Text!)).Put(row, value);
        }
    }

    public CustomerTable Build()
    {
        var columns = new List<FactColumn>();
        for (var i = 0; i < facts.Count; i++)
        {
            if (_drafts[i] is { } draft)
            {
                columns.Add(draft.Build(Count));
            }

            columns.AddRange(_amounts.Where(one => one.Key.Fact == i).Select(one => one.Value.Build(Count)));
        }

        return new CustomerTable([.. _customers], facts, columns, at);
    }

    private ColumnDraft AmountsOf(int fact, string currency)
    {
        if (!_amounts.TryGetValue((fact, currency), out var draft))
        {
            draft = _amounts.Keys.Count(key => key.Fact == fact) < MaxCurrencies
                ? new ColumnDraft(facts[fact], currency)
                : throw new InvalidOperationException($"{facts[fact]} is stated in more than {MaxCurrencies} currencies; declare its currency, or load the table without it.");
            _amounts.Add((fact, currency), draft);
        }

        return draft;
    }
}
