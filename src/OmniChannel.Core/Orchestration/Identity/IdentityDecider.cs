using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Decides of people on what is stored, and stores what was decided: in one unit over everybody whom it concerns. What changes nothing opens no unit.</summary>
internal sealed class IdentityDecider
{
    /// <summary>Two people of the greatest size, and room for what is written with them.</summary>
    private const int MaxMembers = 220;

    private const int Looks = 8;

    private readonly Instance instance;
    private readonly IdentityResolver resolver;
    private readonly LinkedCarts carts;

    public IdentityDecider(Instance instance)
    {
        var book = new CartBook(instance);
        carts = new LinkedCarts(new CartLinks(instance, book), book);
        this.instance = instance;
        Reader = new IdentifierReader(instance.Identity);
        resolver = new IdentityResolver(Reader);
    }

    public IdentifierReader Reader { get; }

    public async ValueTask<IdentityResolution> ResolveAsync(IReadOnlyList<Identifier> identifiers, CustomerId? subject, RecordOptions? options, CancellationToken cancellationToken)
    {
        RecordChecks.Check(identifiers);
        var fresh = new CustomerId(instance.Chance.Name(instance.Now));
        var (known, blocked) = Read(identifiers);
        var question = new IdentityQuestion { Identifiers = known, Customers = subject is { } named ? [named] : [], Fresh = fresh, Transaction = options?.Transaction };
        var answer = await RunAsync(question, log => resolver.Resolve(log, known, subject, fresh), cancellationToken).ConfigureAwait(false);
        var customer = answer.Result;
        return new IdentityResolution { Customer = customer, IsNew = customer == fresh, Decisions = [.. answer.Decisions, .. blocked.Select(one => Blocked(one, customer))] };
    }

    /// <summary>The customer whom an identifier finds: one look-up.</summary>
    public async ValueTask<CustomerId?> FindAsync(KnownIdentifier identifier, CancellationToken cancellationToken) =>
        await instance.Store.FindAsync(instance.Tenant, LookupKind.Identifier, identifier.ToString(), instance.Now, cancellationToken).ConfigureAwait(false) is { } row ? new CustomerId(row.Partition.Key) : null;

    public (List<KnownIdentifier> Known, List<Identifier> Blocked) Read(IReadOnlyList<Identifier> identifiers)
    {
        var (known, blocked) = (new List<KnownIdentifier>(), new List<Identifier>());
        foreach (var identifier in identifiers)
        {
            if (Reader.Read(identifier) is { } one)
            {
                known.Add(one);
            }
            else
            {
                blocked.Add(identifier);
            }
        }

        return (known, blocked);
    }

    /// <param name="question">Whom it concerns.</param>
    /// <param name="decide">Decides; pure, and called again when somebody else was faster.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    public ValueTask<IdentityAnswer<T>> RunAsync<T>(IdentityQuestion question, Func<IdentityLog, T> decide, CancellationToken cancellationToken) =>
        StoreConflicts.RetryAsync(question.Transaction, () => TryAsync(question, decide, cancellationToken));

    private async ValueTask<IdentityAnswer<T>> TryAsync<T>(IdentityQuestion question, Func<IdentityLog, T> decide, CancellationToken cancellationToken)
    {
        var involved = new HashSet<CustomerId>(question.Customers);
        if (question.Transaction is null)
        {
            var committed = await GatherAsync(question, involved, cancellationToken).ConfigureAwait(false);
            var first = Open(question, committed);
            var answer = decide(first);
            if (!first.Decisions.Any(IdentityMember.IsWritten))
            {
                return new IdentityAnswer<T> { Result = answer, Decisions = first.Decisions };
            }
        }

        if (question.Fresh is { } fresh)
        {
            involved.Add(fresh);
        }

        for (var look = 0; look < Looks; look++)
        {
            await using var unit = await IdentityUnit.OpenAsync(instance, involved, question.Transaction, cancellationToken).ConfigureAwait(false);
            if (await AddMissingAsync(unit, question, involved, cancellationToken).ConfigureAwait(false))
            {
                continue;
            }

            var log = Open(question, unit.Members);
            var result = decide(log);
            if (!log.Decisions.Any(IdentityMember.IsWritten))
            {
                return new IdentityAnswer<T> { Result = result, Decisions = log.Decisions };
            }

            await unit.WriteAsync(log, cancellationToken).ConfigureAwait(false);
            var refused = await carts.FollowAsync(unit.Work, log.Decisions, question.CartPolicy, cancellationToken).ConfigureAwait(false);
            instance.Failpoints.Hit(Failpoints.IdentityBeforeCommit);
            await unit.Work.CommitAsync(cancellationToken).ConfigureAwait(false);
            return new IdentityAnswer<T> { Result = result, Decisions = log.Decisions, CartRefused = refused };
        }

        throw new StoreConflictException("Who is one person with whom kept changing.");
    }

    /// <summary>Whoever the identifiers find, and everybody who is one person with them, as committed.</summary>
    private async ValueTask<List<IdentityMember>> GatherAsync(IdentityQuestion question, HashSet<CustomerId> involved, CancellationToken cancellationToken)
    {
        foreach (var identifier in question.Identifiers)
        {
            if (await FindAsync(identifier, cancellationToken).ConfigureAwait(false) is { } owner)
            {
                involved.Add(owner);
            }
        }

        var members = new List<IdentityMember>();
        var next = involved.ToList();
        while (next.Count > 0)
        {
            var rows = await instance.Store.ReadStatesAsync(instance.Tenant, [.. next.SelectMany(customer => new[] { CustomerUnit.AddressOf(customer), IdentityMember.AddressOf(customer) })], cancellationToken).ConfigureAwait(false);
            var read = next.Select((customer, i) => IdentityMember.Of(customer, rows[2 * i], rows[(2 * i) + 1])).ToList();
            members.AddRange(read);
            next = [.. read.SelectMany(member => member.Person).Where(member => involved.Count < MaxMembers && involved.Add(member))];
        }

        return members;
    }

    /// <summary>Whether somebody matters whom the unit did not name.</summary>
    private async ValueTask<bool> AddMissingAsync(IdentityUnit unit, IdentityQuestion question, HashSet<CustomerId> involved, CancellationToken cancellationToken)
    {
        var before = involved.Count;
        foreach (var identifier in question.Identifiers)
        {
            if (await unit.Work.FindAsync(LookupKind.Identifier, identifier.ToString(), instance.Now, cancellationToken).ConfigureAwait(false) is { } row && involved.Count < MaxMembers)
            {
                involved.Add(new CustomerId(row.Partition.Key));
            }
        }

        foreach (var member in unit.Members.SelectMany(one => one.Person))
        {
            if (involved.Count < MaxMembers)
            {
                involved.Add(member);
            }
        }

        return involved.Count > before;
    }

    /// <exception cref="CustomerErasedException">One of those whom it concerns was erased.</exception>
    private IdentityLog Open(IdentityQuestion question, IReadOnlyList<IdentityMember> members) =>
        members.FirstOrDefault(member => member.State.ErasedAt is not null) is { } erased ? throw new CustomerErasedException(erased.Customer)
        : new(IdentityGraph.Of(members.Select(member => member.Record)), instance.Now) { By = question.By };

    private IdentityDecision Blocked(Identifier identifier, CustomerId customer) => new()
    {
        Kind = IdentityDecisionKind.Blocked,
        Customer = customer,
        Type = identifier.Type,
        Reason = IdentityReasons.SaysNothing,
        At = instance.Now,
    };
}
