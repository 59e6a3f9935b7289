namespace OmniChannel;

/// <summary>One customer's way through one funnel: what a <see cref="FunnelReport"/> is made of. Immutable.</summary>
public sealed record FunnelTrail
{
    /// <summary>Which funnel.</summary>
    public required FunnelId Funnel { get; init; }

    /// <summary>Where the customer stands; null for not in the funnel.</summary>
    public FunnelStage? Stage { get; init; }

    /// <summary>Since when; null for not in the funnel.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Every move, the oldest first: of a customer with a long history those that are kept, at least the newest 32.</summary>
    public IReadOnlyList<StageMove> Moves { get; init; } = [];

    /// <summary>The instant as of which this is, in UTC: what had not happened by then has had its effect.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The customer's persona, for the report; null for none.</summary>
    public PersonaId? Persona { get; init; }

    /// <summary>The channel over which the customer came first, for the report; null for not known.</summary>
    public Channel? Channel { get; init; }

    internal static FunnelTrail Of(FunnelMachine funnel, CustomerState state, DateTimeOffset now, PersonaId? persona)
    {
        var moves = FunnelBook.JournalOf(state, funnel) is { } journal ? funnel.MovesUntil(journal, now) : [];
        return new FunnelTrail
        {
            Funnel = funnel.Funnel.Id,
            Stage = moves.Count == 0 ? null : moves[^1].To,
            Since = moves.Count == 0 ? null : moves[^1].At,
            Moves = moves,
            At = now,
            Persona = persona,
            Channel = state.Profile.AcquiredBy ?? state.FirstChannel,
        };
    }
}
