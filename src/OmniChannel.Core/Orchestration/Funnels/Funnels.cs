using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Where customers stand in the funnels, and how they go through them. Reads, and changes nothing. Safe for many threads.</summary>
/// <remarks>Reached by <see cref="OmniChannelRuntime.Funnels"/>.</remarks>
public sealed class Funnels
{
    private const int Page = 500;

    private readonly Instance instance;
    private readonly Action started;

    internal Funnels(Instance instance, Action started)
    {
        this.instance = instance;
        this.started = started;
    }

    /// <summary>Every funnel, the default one first unless the host's order says otherwise.</summary>
    public IReadOnlyList<Funnel> All => instance.Funnels.All;

    /// <summary>Where a person stands now in each funnel, and by which moves: customers who are linked are one.</summary>
    /// <returns>One for each funnel; of somebody who was never seen, without a stage.</returns>
    public async ValueTask<IReadOnlyList<FunnelTrail>> ReadAsync(CustomerId customer, CancellationToken cancellationToken = default)
    {
        started();
        var state = await CustomerUnit.ReadPersonAsync(instance, customer, cancellationToken).ConfigureAwait(false);
        var now = instance.Now;
        return [.. instance.Funnels.Machines.Select(machine => TrailOf(machine, state, now))];
    }

    /// <summary>How all customers go through a funnel, as of now. Reads every customer once, page by page; people who are several customers count once.</summary>
    /// <param name="funnel">Which funnel; <see cref="FunnelId.Default"/> for the customers' own.</param>
    /// <param name="cancellationToken">Cancels between two pages.</param>
    /// <remarks>Somebody who is recorded meanwhile may be counted as before or after.</remarks>
    /// <exception cref="ArgumentException">There is no such funnel.</exception>
    public async ValueTask<FunnelReport> ReportAsync(FunnelId funnel, CancellationToken cancellationToken = default)
    {
        started();
        var machine = instance.Funnels.Find(funnel)
            ?? throw new ArgumentException($"There is no funnel '{funnel}'; there are {string.Join(", ", All.Select(one => one.Id))}.", nameof(funnel));
        var (tally, now) = (new FunnelTally(machine.Funnel), instance.Now);
        string? after = null;
        while (true)
        {
            var page = await instance.Store.ListPartitionsAsync(instance.Tenant, PartitionKind.Customer, after, Page, cancellationToken).ConfigureAwait(false);
            var rows = page.Count == 0 ? [] : await instance.Store.ReadStatesAsync(instance.Tenant, [.. page.Select(partition => new StateAddress(partition, CustomerUnit.StateKey))], cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < page.Count; i++)
            {
                if (rows[i] is { } row && await WholeAsync(CustomerUnit.StateOf(new CustomerId(page[i].Key), row), cancellationToken).ConfigureAwait(false) is { } state)
                {
                    tally.Add(TrailOf(machine, state, now));
                }
            }

            if (page.Count < Page)
            {
                return tally.Report();
            }

            after = page[^1].Key;
        }
    }

    /// <summary>The person, for the one of its customers whose name it has; null for the others, and for who was erased.</summary>
    private async ValueTask<CustomerState?> WholeAsync(CustomerState state, CancellationToken cancellationToken) => state switch
    {
        { ErasedAt: not null } => null,
        { Person: null } => state,
        { Person: { } person } when person.Survivor == state.Profile.Id => await CustomerUnit.ReadPersonAsync(instance, state.Profile.Id, cancellationToken).ConfigureAwait(false),
        _ => null,
    };

    private FunnelTrail TrailOf(FunnelMachine machine, CustomerState state, DateTimeOffset now) => FunnelTrail.Of(machine, state, now, PersonaOf(state, now));

    private PersonaId? PersonaOf(CustomerState state, DateTimeOffset now) =>
        PersonaMix.Of(instance.Personas, state, new ProfileFacts(instance.Funnels.At(state, now), now), SignalTally.DayOf(now)).FirstId;
}
