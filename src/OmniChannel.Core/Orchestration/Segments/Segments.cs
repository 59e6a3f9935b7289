using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Who belongs to which segment: one customer, explained, or all of them. Membership is judged from what is known now; entering and leaving live segments is written in the timeline. Safe for many threads.</summary>
/// <remarks>Customers who were linked are one person, under the name of the one who survives.</remarks>
public sealed class Segments
{
    private readonly Instance instance;
    private readonly PersonPages pages;
    private readonly FrozenLists lists;
    private readonly SizeSampler sampler;
    private readonly Action requireStarted;

    internal Segments(Instance instance, PersonPages pages, Action requireStarted)
    {
        (this.instance, this.pages, this.requireStarted) = (instance, pages, requireStarted);
        (lists, sampler) = (new FrozenLists(instance, pages), new SizeSampler(instance, pages));
    }

    /// <summary>The segments as the host defined them.</summary>
    public SegmentSet All => instance.Segments.All;

    /// <summary>The segments that a customer is in now, in the order of their names.</summary>
    /// <param name="customer">Who; somebody who was never seen, or was erased, is in none.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async ValueTask<IReadOnlyList<SegmentMembership>> OfAsync(CustomerId customer, CancellationToken cancellationToken = default)
    {
        if (await PersonAsync(customer, cancellationToken).ConfigureAwait(false) is not { } person)
        {
            return [];
        }

        var facts = instance.Segments.FactsOf(person, instance.Now);
        facts.JudgeAll();
        var row = SegmentBook.RowOf(await instance.Store.ReadStateAsync(instance.Tenant, PartitionKey.Of(person.Profile.Id), SegmentBook.RowKey, cancellationToken).ConfigureAwait(false));
        return [.. All.All.Where((_, place) => facts.IsMember(place)).OrderBy(segment => segment.Id.Name, StringComparer.Ordinal).Select(segment => new SegmentMembership
        {
            Segment = segment.Id,
            Since = row?.In.FirstOrDefault(one => one.Segment == segment.Id)?.Since,
        })];
    }

    /// <summary>Why a customer belongs to a segment, or why not: every part of its condition with its answer.</summary>
    /// <exception cref="ArgumentException">There is no such segment, or the customer names nothing.</exception>
    public async ValueTask<SegmentExplanation> ExplainAsync(CustomerId customer, SegmentId segment, CancellationToken cancellationToken = default)
    {
        var known = All.Require(segment);
        var person = await PersonAsync(customer, cancellationToken).ConfigureAwait(false) ?? CustomerState.Unknown(customer);
        var facts = instance.Segments.FactsOf(person, instance.Now);
        var parts = SegmentExplainer<CustomerFactSource>.Explain(All, facts, known.When);
        return new SegmentExplanation { Customer = customer, Name = known.Name, IsMember = parts[0].Answer == SegmentAnswer.True, Parts = parts };
    }

    /// <summary>Loads all customers as columns, to select from them by any condition over these facts, as often as one likes, within milliseconds.</summary>
    /// <param name="facts">The facts to keep; null for those that the segments ask.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="ArgumentException">A fact is none of a customer's.</exception>
    public async ValueTask<CustomerTable> LoadAsync(IReadOnlyList<Fact>? facts = null, CancellationToken cancellationToken = default)
    {
        requireStarted();
        if (facts?.FirstOrDefault(fact => !SegmentChecks.MayAsk(fact) || fact.Id == FactId.Segment) is { } other)
        {
            throw new ArgumentException($"{other} is no fact that a table of customers keeps.", nameof(facts));
        }

        var now = instance.Now;
        var builder = new CustomerTableBuilder(facts is null ? All.Reads : [.. facts.Distinct()], now);
        CustomerId? after = null;
        do
        {
            var (persons, _, last) = await pages.ReadAsync(after, [], cancellationToken).ConfigureAwait(false);
            foreach (var person in persons)
            {
                builder.Add(person.Customer, instance.Segments.SourceOf(person.State, now));
            }

            after = last;
        }
        while (after is not null);
        return builder.Build();
    }

    /// <summary>How many customers a condition is true of, estimated from a seeded sample, without loading everybody. For the exact number: <see cref="LoadAsync"/>, then <see cref="SegmentSet.Select(Condition, CustomerTable)"/>.</summary>
    /// <param name="when">What an audience's condition may be: <c>Facts.InSegment(Shop.Lapsed)</c>, say.</param>
    /// <param name="sample">How many customers to look at; null for the defaults. When there are no more than that, the answer is exact.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="ArgumentException">The condition asks what no audience may.</exception>
    public ValueTask<SegmentEstimate> EstimateAsync(Condition when, SegmentSample? sample = null, CancellationToken cancellationToken = default)
    {
        requireStarted();
        All.Require(when);
        StageNames.Require(when, instance.Funnels.Default);
        var now = instance.Now;
        return sampler.EstimateAsync(person => instance.Segments.FactsOf(person.State, now, person.Frozen).Holds(when), FrozenIn(when), sample ?? new SegmentSample(), cancellationToken);
    }

    /// <summary>Puts everybody who belongs to a segment now on a list that stays as it is. Interrupted, it goes on when it is called again; called for a list that is complete, it gives that list.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="name">The list's name, by which audiences ask for it.</param>
    /// <param name="cancellationToken">Cancels between two pages.</param>
    /// <remarks>Who is on it is kept in each customer's own partition, so that exporting and erasing a customer covers it. Somebody who changes while the list is taken may be seen before or after.</remarks>
    /// <exception cref="ArgumentException">There is no such segment, or the name names nothing.</exception>
    /// <exception cref="InvalidOperationException">There is another list of this name.</exception>
    public ValueTask<FrozenSegment> FreezeAsync(SegmentId segment, FrozenSegmentId name, CancellationToken cancellationToken = default)
    {
        requireStarted();
        return lists.FreezeAsync(Named(name), Facts.InSegment(All.Require(segment).Id), cancellationToken);
    }

    /// <summary>A frozen list: of how many, as of when; null when there is none of this name.</summary>
    public ValueTask<FrozenSegment?> FindFrozenAsync(FrozenSegmentId name, CancellationToken cancellationToken = default)
    {
        requireStarted();
        return lists.FindAsync(Named(name), cancellationToken);
    }

    /// <summary>Takes everybody off a frozen list, and forgets it.</summary>
    /// <returns>False when there was none.</returns>
    public ValueTask<bool> DeleteFrozenAsync(FrozenSegmentId name, CancellationToken cancellationToken = default)
    {
        requireStarted();
        return lists.DeleteAsync(Named(name), cancellationToken);
    }

    /// <summary>Looks at every customer, and writes who entered and left a live segment that no change of theirs told of: call it once after the definitions of segments or personas have changed.</summary>
    /// <param name="cancellationToken">Cancels between two customers; what was written by then stays.</param>
    public async ValueTask<SegmentRefresh> RefreshAsync(CancellationToken cancellationToken = default)
    {
        requireStarted();
        var (looked, entered, left, after) = (0L, 0L, 0L, (CustomerId?)null);
        do
        {
            var (persons, _, last) = await pages.ReadAsync(after, [], cancellationToken).ConfigureAwait(false);
            var rows = await instance.Store.ReadStatesAsync(instance.Tenant, [.. persons.Select(person => new StateAddress(PartitionKey.Of(person.Customer), SegmentBook.RowKey))], cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < persons.Count; i++)
            {
                looked++;
                if (SegmentBook.IsStale(instance.Segments, persons[i].State, SegmentBook.RowOf(rows[i]), instance.Now))
                {
                    var moved = await StoreConflicts.RetryAsync(null, () => RenewAsync(persons[i].Customer, cancellationToken)).ConfigureAwait(false);
                    (entered, left) = (entered + moved.Entered, left + moved.Left);
                }
            }

            after = last;
        }
        while (after is not null);
        return new SegmentRefresh { Looked = looked, Entered = entered, Left = left };
    }

    /// <summary>The frozen lists that a condition asks, as facts: their names are the keys of the rows.</summary>
    internal static IReadOnlyList<string> FrozenIn(Condition when) =>
        [.. SegmentChecks.Asked(when).Where(fact => fact.Id == FactId.Segment && fact.Name.StartsWith(Facts.FrozenPrefix, StringComparison.Ordinal)).Select(fact => fact.Name)];

    private static FrozenSegmentId Named(FrozenSegmentId name) => name != default ? name : throw new ArgumentException("A default frozen segment names nothing; use new FrozenSegmentId(\"…\").", nameof(name));

    private async ValueTask<(int Entered, int Left)> RenewAsync(CustomerId customer, CancellationToken cancellationToken)
    {
        await using var unit = await CustomerUnit.OpenPersonAsync(instance, customer, [], null, cancellationToken).ConfigureAwait(false);
        var moved = await SegmentBook.RenewAsync(instance, unit, cancellationToken).ConfigureAwait(false);
        await unit.Work.CommitAsync(cancellationToken).ConfigureAwait(false);
        return moved;
    }

    private async ValueTask<CustomerState?> PersonAsync(CustomerId customer, CancellationToken cancellationToken)
    {
        requireStarted();
        if (customer == default)
        {
            throw new ArgumentException("The customer names nothing; pass new CustomerId(\"…\").", nameof(customer));
        }

        var address = CustomerUnit.AddressOf(customer);
        if (await instance.Store.ReadStateAsync(instance.Tenant, address.Partition, address.Key, cancellationToken).ConfigureAwait(false) is not { } row)
        {
            return null;
        }

        var state = CustomerUnit.StateOf(customer, row) is { Person: null } alone ? alone : await CustomerUnit.ReadPersonAsync(instance, customer, cancellationToken).ConfigureAwait(false);
        return state.ErasedAt is null ? state : null;
    }
}
