namespace OmniChannel;

/// <summary>What a part of a score speaks of. Each is worth −100 to +100 points, but for likings (±200), plans, and waiting.</summary>
public enum ScoreTerm
{
    /// <summary>What the customer says of the channel: a like adds 200, a dislike takes 200 and silences <see cref="Persona"/>.</summary>
    Liking,

    /// <summary>What the customer's persona declares of the channel.</summary>
    Persona,

    /// <summary>What the customer did on the channel lately.</summary>
    Usage,

    /// <summary>The device in the customer's hand.</summary>
    Device,

    /// <summary>The channel's role in the customer's funnel stage.</summary>
    Stage,

    /// <summary>Where the customer is at this moment.</summary>
    Presence,

    /// <summary>What became of the leads that this channel brought.</summary>
    LeadQuality,

    /// <summary>The chance that this customer buys through it.</summary>
    ChanceToBuy,

    /// <summary>What a message costs.</summary>
    Cost,

    /// <summary>A rule of the policy.</summary>
    Rule,

    /// <summary>The place in a plan of the policy: first of, then.</summary>
    Plan,

    /// <summary>The hours waited.</summary>
    Waiting,
}
