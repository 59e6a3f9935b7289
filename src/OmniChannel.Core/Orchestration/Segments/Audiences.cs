using System.Runtime.CompilerServices;

namespace OmniChannel;

/// <summary>Whom a campaign is for: read in a stable order, page by page, or sent a message. Everybody is judged from what is known at the moment of reading. Safe for many threads.</summary>
public sealed class Audiences
{
    private const int MaxLimit = 10_000;
    private const int MaxRun = 100;

    private readonly Instance instance;
    private readonly PersonPages pages;
    private readonly Sender sender;
    private readonly Action requireStarted;

    internal Audiences(Instance instance, PersonPages pages, Sender sender, Action requireStarted) =>
        (this.instance, this.pages, this.sender, this.requireStarted) = (instance, pages, sender, requireStarted);

    /// <summary>Why a customer is in an audience, or why not; the holdout left aside.</summary>
    /// <exception cref="ArgumentException">The audience asks what none may, or the customer names nothing.</exception>
    public async ValueTask<SegmentExplanation> ExplainAsync(Audience audience, CustomerId customer, CancellationToken cancellationToken = default)
    {
        Require(audience);
        if (customer == default)
        {
            throw new ArgumentException("The customer names nothing; pass new CustomerId(\"…\").", nameof(customer));
        }

        var state = await CustomerUnit.ReadPersonAsync(instance, customer, cancellationToken).ConfigureAwait(false);
        var read = await pages.ReadAsync([state.Profile.Id], Segments.FrozenIn(audience.When), cancellationToken).ConfigureAwait(false);
        var person = read.Count > 0 ? read[0] : new PagedPerson(CustomerState.Unknown(customer), []);
        var segments = instance.Segments;
        var parts = SegmentExplainer<CustomerFactSource>.Explain(segments.All, segments.FactsOf(person.State, instance.Now, person.Frozen), audience.When);
        return new SegmentExplanation { Customer = customer, Name = audience.Name, IsMember = parts[0].Answer == SegmentAnswer.True, Parts = parts };
    }

    /// <summary>Reads the customers of an audience in the order of their names' UTF-8 octets, those linked to one person once, under the name of the one who survives.</summary>
    /// <param name="audience">Whom.</param>
    /// <param name="after">The customer after whom to begin, so that what was interrupted goes on; null for the beginning.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="ArgumentException">The audience asks what none may.</exception>
    public IAsyncEnumerable<CustomerId> ReadAsync(Audience audience, CustomerId? after = null, CancellationToken cancellationToken = default)
    {
        Require(audience);
        return EachAsync(audience, after, cancellationToken);
    }

    /// <summary>Reads some of them, to go on later from <see cref="AudiencePage.Next"/>.</summary>
    /// <param name="audience">Whom.</param>
    /// <param name="after">The customer after whom to begin; null for the beginning.</param>
    /// <param name="limit">How many at most, 1 to 10,000; a page may hold fewer, and none, although more follow.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="ArgumentException">The audience asks what none may, or the limit is out of range.</exception>
    public ValueTask<AudiencePage> ReadPageAsync(Audience audience, CustomerId? after = null, int limit = PersonPages.Size, CancellationToken cancellationToken = default)
    {
        Require(audience);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxLimit);
        return PageAsync(audience, after, limit, cancellationToken);
    }

    /// <summary>Sends a message to everybody in an audience: each is decided, reserved and queued as by <c>SendAsync</c>, under a key made of campaign, run and customer, so that a run that is repeated queues nothing twice.</summary>
    /// <param name="audience">Whom; its purpose must be the message's.</param>
    /// <param name="message">What to say.</param>
    /// <param name="options">The run's name, where to go on; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels between two messages; what was queued by then stays, and a repeated run goes on.</param>
    /// <returns>How many were queued, deferred, skipped and refused, and why.</returns>
    /// <exception cref="ArgumentException">The audience asks what none may, or is for another purpose than the message; or the message names a campaign that is not registered.</exception>
    public async ValueTask<AudienceSendReport> SendAsync(Audience audience, Message message, AudienceSendOptions? options = null, CancellationToken cancellationToken = default)
    {
        Require(audience);
        ArgumentNullException.ThrowIfNull(message);
        options ??= new AudienceSendOptions();
        if (message.Purpose != audience.Purpose || options.Run.Length > MaxRun)
        {
            throw new ArgumentException(message.Purpose != audience.Purpose
                ? $"The audience is for {audience.Purpose}, found a message for {message.Purpose}; say the same of both."
                : $"A run's name has at most {MaxRun} characters; found {options.Run.Length}.", nameof(options));
        }

        var report = new AudienceSendReport { Next = options.After };
        do
        {
            var page = await PageAsync(audience, report.Next, PersonPages.Size, cancellationToken).ConfigureAwait(false);
            report = report with { Looked = report.Looked + page.Looked, HeldOut = report.HeldOut + page.HeldOut };
            var results = new SendResult[page.Customers.Count];
            var pace = new ParallelOptions { MaxDegreeOfParallelism = instance.Options.Concurrency, CancellationToken = cancellationToken };
            await Parallel.ForAsync(0, results.Length, pace, async (i, cancelled) => results[i] = await sender.SendAsync(message, page.Customers[i], OptionsFor(message, page.Customers[i], options), cancelled).ConfigureAwait(false)).ConfigureAwait(false);
            report = results.Aggregate(report, (sum, result) => sum.With(result)) with { Next = page.Next };
            options.Progress?.Report(report);
        }
        while (report.Next is not null);
        return report;
    }

    private static SendOptions OptionsFor(Message message, CustomerId customer, AudienceSendOptions options) => new()
    {
        IdempotencyKey = "audience/" + SegmentHash.Of($"{message.Campaign}\n{options.Run}\n{customer}"),
        NotBefore = options.NotBefore,
    };

    private async IAsyncEnumerable<CustomerId> EachAsync(Audience audience, CustomerId? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        do
        {
            var page = await PageAsync(audience, after, PersonPages.Size, cancellationToken).ConfigureAwait(false);
            foreach (var customer in page.Customers)
            {
                yield return customer;
            }

            after = page.Next;
        }
        while (after is not null);
    }

    private async ValueTask<AudiencePage> PageAsync(Audience audience, CustomerId? after, int limit, CancellationToken cancellationToken)
    {
        var (persons, looked, last) = await pages.ReadAsync(after, Segments.FrozenIn(audience.When), cancellationToken).ConfigureAwait(false);
        var (members, heldOut, now, policy) = (new List<CustomerId>(), 0, instance.Now, instance.Policies.Current);
        foreach (var person in persons)
        {
            if (!instance.Segments.FactsOf(person.State, now, person.Frozen).Holds(audience.When))
            {
                continue;
            }

            if (Holdout.Holds(person.Customer, audience.Purpose, policy))
            {
                heldOut++;
                continue;
            }

            members.Add(person.Customer);
            if (members.Count == limit && person.Customer != persons[^1].Customer)
            {
                // the rest of the page is looked at again; those held out among the ones before were counted
                return new AudiencePage { Customers = members, Next = person.Customer, Looked = persons.TakeWhile(one => one.Customer != person.Customer).Count() + 1, HeldOut = heldOut };
            }
        }

        return new AudiencePage { Customers = members, Next = last, Looked = looked, HeldOut = heldOut };
    }

    private void Require(Audience audience)
    {
        requireStarted();
        ArgumentNullException.ThrowIfNull(audience);
        if (string.IsNullOrWhiteSpace(audience.Name) || audience.Purpose == default)
        {
            throw new ArgumentException("An audience has a name and a purpose.", nameof(audience));
        }

        instance.Segments.All.Require(audience.When);
        StageNames.Require(audience.When, instance.Funnels.Default);
    }
}
