namespace OmniChannel;

/// <summary>Which personas customers are, and why. Read from the store at each call; changes nothing. Safe for many threads.</summary>
/// <remarks>Reached by <see cref="OmniChannelRuntime.Personas"/>. A customer who is one person with others is read as that person.</remarks>
public sealed class Personas
{
    private readonly Instance instance;
    private readonly Action started;

    internal Personas(Instance instance, Action started) => (this.instance, this.started) = (instance, started);

    /// <summary>The personas of the instance, in their order, each with what it takes from the one it is based on.</summary>
    public IReadOnlyList<Persona> All => instance.Personas;

    /// <summary>The shares of a customer now; of somebody unknown none.</summary>
    public async ValueTask<PersonaMatches> MatchAsync(CustomerId customer, CancellationToken cancellationToken = default)
    {
        var state = await ReadAsync(customer, cancellationToken).ConfigureAwait(false);
        var now = instance.Now;
        return PersonaMix.Of(instance.Personas, state, new ProfileFacts(state, now), SignalTally.DayOf(now)).ToMatches();
    }

    /// <summary>Why a customer is matched as it is now: rules, evidence with points, trust and age, and the channels that follow.</summary>
    public async ValueTask<PersonaExplanation> ExplainAsync(CustomerId customer, CancellationToken cancellationToken = default)
    {
        var state = await ReadAsync(customer, cancellationToken).ConfigureAwait(false);
        return PersonaExplainer.Explain(instance.Personas, state, new ProfileFacts(state, instance.Now), instance.Now);
    }

    /// <summary>Where a customer came from first and last; null where nobody said.</summary>
    public async ValueTask<(AcquisitionSource? First, AcquisitionSource? Last)> FindSourcesAsync(CustomerId customer, CancellationToken cancellationToken = default)
    {
        var behaviour = (await ReadAsync(customer, cancellationToken).ConfigureAwait(false)).Behaviour;
        return (behaviour?.First?.Source, behaviour?.Last?.Source);
    }

    private async ValueTask<CustomerState> ReadAsync(CustomerId customer, CancellationToken cancellationToken)
    {
        started();
        return customer == default
            ? throw new ArgumentException("The customer names nothing; pass new CustomerId(\"…\").", nameof(customer))
            : instance.Funnels.At(await CustomerUnit.ReadPersonAsync(instance, customer, cancellationToken).ConfigureAwait(false), instance.Now);
    }
}
