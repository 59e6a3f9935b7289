namespace OmniChannel;

/// <summary>What Handlebars templates may use, and what they may cost.</summary>
public sealed record HandlebarsOptions
{
    /// <summary>The partials that <c>{{&gt; name}}</c> finds, by name. One that includes itself, however far around, is refused where it is used.</summary>
    public IReadOnlyDictionary<string, string> Partials { get; init; } = new Dictionary<string, string>();

    /// <summary>How deep blocks may nest.</summary>
    /// <value>Default: 32.</value>
    public int MaxNesting { get; init; } = 32;

    /// <summary>How deep partials may include each other.</summary>
    /// <value>Default: 16.</value>
    public int MaxPartialDepth { get; init; } = 16;

    /// <summary>How many turns all loops of one rendering may take together.</summary>
    /// <value>Default: 10,000.</value>
    public int MaxTurns { get; init; } = 10_000;

    /// <summary>The longest source, in UTF-16 units.</summary>
    /// <value>Default: 262,144, as for Core's own templates.</value>
    public int MaxSource { get; init; } = 262_144;

    /// <summary>The longest result, in UTF-16 units.</summary>
    /// <value>Default: 1,048,576, as for Core's own templates.</value>
    public int MaxResult { get; init; } = 1_048_576;

    /// <summary>How long one rendering may take, from the 64th piece on that is written; looked at after every 64.</summary>
    /// <value>Default: 1 second.</value>
    public TimeSpan TimeBudget { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The clock for <see cref="TimeBudget"/>.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
