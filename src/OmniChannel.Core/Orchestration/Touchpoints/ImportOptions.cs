namespace OmniChannel;

/// <summary>How to import.</summary>
public sealed record ImportOptions
{
    /// <summary>What the types of events mean.</summary>
    /// <value><see cref="TouchpointEvents.Default"/>.</value>
    public TouchpointEvents Events { get; init; } = TouchpointEvents.Default;

    /// <summary>How much of one event is read; <see cref="CloudEventLimits.MaxEventBytes"/> bounds a line.</summary>
    public CloudEventLimits Limits { get; init; } = new();

    /// <summary>How many lines to pass over: <see cref="ImportProgress.Lines"/> of an import that was interrupted. Leaving it out is slower and changes nothing: what was recorded is not recorded again.</summary>
    /// <value>0.</value>
    public long SkipLines { get; init; }

    /// <summary>How many events are gathered before they are recorded, those of one customer together. More is faster and takes more memory.</summary>
    /// <value>20,000, from 1 to 200,000.</value>
    public int Window { get; init; } = 20_000;
}
